import { PartialType, PickType } from '@nestjs/swagger';
import { CreateScriptDto } from './create-script.dto.js';

/** A copy of a script; without a name it gets a free one that ends in “copy”. */
export class DuplicateScriptDto extends PartialType(PickType(CreateScriptDto, ['name'] as const)) {}
