import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsInt, Max, Min } from 'class-validator';
import { BULK_LIMIT } from '../catalog/script-bulk.dto.js';

/** Which scripts to export. */
export class ExportScriptsQuery {
  /** Ids separated by commas, or repeated. */
  @ApiProperty({ type: [Number] })
  @Transform(({ value }: { value: unknown }) =>
    [value].flat().flatMap((part) => (typeof part === 'string' ? part.split(',').map(Number) : [])),
  )
  @ArrayMaxSize(BULK_LIMIT)
  @ArrayUnique()
  @IsInt({ each: true, message: 'ids must be the ids of scripts, separated by commas.' })
  @Min(1, { each: true })
  @Max(2_147_483_647, { each: true })
  ids: number[];
}
