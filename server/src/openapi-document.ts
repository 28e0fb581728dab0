import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { documentInputFailures } from './shared/http/input-failures.js';
import { ErrorDto } from './shared/errors/error.dto.js';

/** The HTTP contract, read off the code. Operation ids are the names of the handlers. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Scriptorium')
    .setDescription('Keeps, runs and schedules the Python and JavaScript scripts of a team.')
    .setVersion('1')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
    extraModels: [ErrorDto],
  });
  documentInputFailures(document);
  return document;
}
