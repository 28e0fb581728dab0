import { Injectable } from '@nestjs/common';
import type { ExecuteScriptDto } from './dto/execute-script.dto.js';
import type { StagedUploads } from './files/staged-uploads.js';
@Injectable()
export class ExecutionsService {
  async execute(id: number, body: ExecuteScriptDto, uploads?: StagedUploads): Promise<number> { throw new Error(String([id, body, uploads])); }
  async delete(id: number): Promise<void> { throw new Error(String([id])); }
  async cancel(id: number): Promise<void> { throw new Error(String([id])); }
  async rerun(id: number): Promise<number> { throw new Error(String([id])); }
}
