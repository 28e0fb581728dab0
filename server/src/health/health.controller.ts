import { Controller, Get, Header, HttpCode } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { register } from 'prom-client';
import { DataSource } from 'typeorm';
import { NoEnvelope } from '../shared/http/envelope.interceptor.js';
import { TakesUnreadInput } from '../shared/http/unread-input.guard.js';

/** For supervisors and monitoring, outside the API. */
@ApiExcludeController()
@NoEnvelope()
@TakesUnreadInput()
@Controller()
export class HealthController {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Whether the process answers. */
  @Get('health')
  @HttpCode(200)
  liveness(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Whether the database answers too. */
  @Get('health/ready')
  async readiness(): Promise<{ status: 'ok' }> {
    await this.dataSource.query('SELECT 1');
    return { status: 'ok' };
  }

  /** Prometheus' text format. */
  @Get('metrics')
  @Header('Content-Type', register.contentType)
  async metrics(): Promise<string> {
    return register.metrics();
  }
}
