import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../shared/http/api-answer.js';
import { ExampleListDto, InstallExamplesDto, InstalledExamplesDto } from './dto/example.dto.js';
import { ExamplesService } from './examples.service.js';

@ApiTags('examples')
@Controller('examples')
export class ExamplesController {
  constructor(private readonly examples: ExamplesService) {}

  /** The example scripts, and which of them are installed. */
  @Get()
  @ApiAnswer(ExampleListDto)
  async listExamples(): Promise<ExampleListDto> {
    return this.examples.list();
  }

  /** Makes scripts of examples; a name that is taken is left alone. */
  @Post('install')
  @ApiAnswer(InstalledExamplesDto, { status: 201 })
  async installExamples(@Body() body: InstallExamplesDto): Promise<InstalledExamplesDto> {
    return this.examples.install(body.keys);
  }
}
