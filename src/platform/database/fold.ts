const ASCII = /^[\x20-\x7e]*$/;
const ACCENTS = /[\u0300-\u036f]/g;

/** A text as it is searched for: in lower case and without accents. PostgreSQL's dialect does the same. */
export function fold(text: string): string {
  return (ASCII.test(text) ? text : text.normalize('NFD').replace(ACCENTS, '')).toLowerCase();
}
