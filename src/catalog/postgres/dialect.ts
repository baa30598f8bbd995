import { PostgresDialect, PostgresQueryCompiler } from 'kysely';
import { plainText } from '../plain-text.ts';

export class PlainTextPostgresDialect extends PostgresDialect {
  override createQueryCompiler(): PostgresQueryCompiler {
    return new Compiler();
  }
}

class Compiler extends PostgresQueryCompiler {
  protected override addParameter(parameter: unknown): void {
    super.addParameter(plainText(parameter));
  }
}
