/** The two databases a catalog can live in. */
export type Engine = 'sqlite' | 'postgres';
