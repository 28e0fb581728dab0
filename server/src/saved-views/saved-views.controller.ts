import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer, ApiFailure } from '../shared/http/api-answer.js';
import { IdPipe } from '../shared/http/id.pipe.js';
import { SavedViewDto, SavedViewListDto, SaveViewDto } from './dto/saved-view.dto.js';
import { SavedViewsService } from './saved-views.service.js';

@ApiTags('saved-views')
@Controller('saved-views')
export class SavedViewsController {
  constructor(private readonly views: SavedViewsService) {}

  /** The named filters of the list of executions, by name. */
  @Get()
  @ApiAnswer(SavedViewListDto)
  async listSavedViews(): Promise<SavedViewListDto> {
    return { items: (await this.views.all()).map((view) => SavedViewDto.from(view)) };
  }

  /** Keeps filters under a name, for everybody. */
  @Post()
  @ApiAnswer(SavedViewDto, { status: 201 })
  @ApiFailure(409, 'SAVED_VIEW_NAME_TAKEN', 'TOO_MANY_SAVED_VIEWS')
  async createSavedView(@Body() body: SaveViewDto): Promise<SavedViewDto> {
    return SavedViewDto.from(await this.views.create(body));
  }

  /** Replaces a view's name and filters. */
  @Put(':id')
  @ApiAnswer(SavedViewDto)
  @ApiFailure(404, 'SAVED_VIEW_NOT_FOUND')
  @ApiFailure(409, 'SAVED_VIEW_NAME_TAKEN')
  async updateSavedView(
    @Param('id', IdPipe) id: number,
    @Body() body: SaveViewDto,
  ): Promise<SavedViewDto> {
    return SavedViewDto.from(await this.views.update(id, body));
  }

  /** Deletes a view; no execution is touched. */
  @Delete(':id')
  @ApiAnswer(null)
  @ApiFailure(404, 'SAVED_VIEW_NOT_FOUND')
  async deleteSavedView(@Param('id', IdPipe) id: number): Promise<void> {
    await this.views.delete(id);
  }
}
