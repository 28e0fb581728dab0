import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer, ApiFailure } from '../shared/http/api-answer.js';
import { IdPipe } from '../shared/http/id.pipe.js';
import { CreateInterpreterDto } from './dto/create-interpreter.dto.js';
import { InterpreterDto, InterpreterListDto } from './dto/interpreter.dto.js';
import { UpdateInterpreterDto } from './dto/update-interpreter.dto.js';
import { InterpretersService } from './interpreters.service.js';

@ApiTags('interpreters')
@Controller('interpreters')
export class InterpretersController {
  constructor(private readonly interpreters: InterpretersService) {}

  /** Found and added interpreters, by language, newest version first. */
  @Get()
  @ApiAnswer(InterpreterListDto)
  async listInterpreters(): Promise<InterpreterListDto> {
    return { items: await this.interpreters.all() };
  }

  /** Adds a program of this machine after asking it who it is. */
  @Post()
  @ApiAnswer(InterpreterDto, { status: 201 })
  @ApiFailure(409, 'INTERPRETER_NAME_TAKEN', 'INTERPRETER_LISTED')
  createInterpreter(@Body() body: CreateInterpreterDto): Promise<InterpreterDto> {
    return this.interpreters.add(body);
  }

  /** Renames an interpreter, or makes it the default of its language. */
  @Put(':id')
  @ApiAnswer(InterpreterDto)
  @ApiFailure(404, 'INTERPRETER_NOT_FOUND')
  @ApiFailure(409, 'INTERPRETER_NAME_TAKEN')
  updateInterpreter(
    @Param('id', IdPipe) id: number,
    @Body() body: UpdateInterpreterDto,
  ): Promise<InterpreterDto> {
    return this.interpreters.update(id, body);
  }

  /** Removes an added interpreter from the list; the program itself stays. */
  @Delete(':id')
  @ApiAnswer(null)
  @ApiFailure(404, 'INTERPRETER_NOT_FOUND')
  @ApiFailure(409, 'INTERPRETER_IN_USE', 'INTERPRETER_FOUND')
  async deleteInterpreter(@Param('id', IdPipe) id: number): Promise<void> {
    await this.interpreters.delete(id);
  }
}
