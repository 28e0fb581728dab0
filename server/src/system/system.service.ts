import { Injectable } from '@nestjs/common';
import type { SystemDto } from './dto/system.dto.js';
@Injectable()
export class SystemService {
  describe(): SystemDto { throw new Error(); }
}
