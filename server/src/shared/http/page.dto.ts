import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { wholeNumberText } from './whole-number-text.js';

/** Paging of small tables. */
export class PageQuery {
  /** Page number, from 1. */
  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(1)
  @Max(100_000)
  page?: number = 1;

  /** Rows a page. */
  @IsOptional()
  @wholeNumberText()
  @IsInt()
  @Min(1)
  @Max(200)
  per_page?: number = 20;
}

/** What every list answers beside its `items`. */
export class PageDto {
  /** Rows that match the filters. */
  total: number;
  /** Page number, from 1; always 1 where the list is read by cursor. */
  page: number;
  per_page: number;
  /** Send it as `cursor` for the rows that follow; null at the end and where the list is read by page. */
  next_cursor: string | null;
}
