import { Injectable } from '@nestjs/common';
import type { ExampleListDto, InstalledExamplesDto } from './dto/example.dto.js';
@Injectable()
export class ExamplesService {
  async list(): Promise<ExampleListDto> { throw new Error(); }
  async install(keys?: string[]): Promise<InstalledExamplesDto> { throw new Error(String(keys)); }
}
