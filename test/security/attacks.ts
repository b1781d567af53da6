/** What an attacker sends as an operation, and the code that refuses it: the same over HTTP and over a socket. */
export interface Attack {
  readonly name: string;
  readonly code: string;
  readonly query: string;
  /** JSON as it is sent, which may be more than `JSON.stringify` can write. */
  readonly variables?: string;
  readonly operationName?: string;
  readonly extensions?: string;
}

/** The request, with a mark that makes it another text than the one before. */
export function bodyOf({ query, variables = 'null', operationName, extensions }: Attack, mark = ''): string {
  const text = JSON.stringify(mark ? `${query} #${mark}` : query);
  const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  return `{"query":${text},"variables":${variables}${name}${extensions ? `,"extensions":${extensions}` : ''}}`;
}

const times = (count: number, part: (i: number) => string) => Array.from({ length: count }, (_, i) => part(i)).join(' ');
const nested = (levels: number, open: string, innermost: string, close = '}') => open.repeat(levels) + innermost + close.repeat(levels);

const SITES = 'query ($n: Int, $f: SiteFilter) { sites(first: $n, filter: $f) { nodes { id } } }';
const EVERYTHING = 'sites(first: 100) { nodes { departments(first: 100) { nodes { manager { id } } } } }';
const REGISTER = 'mutation ($i: RegisterInput!) { register(input: $i) { errors { code } } }';

const documents: readonly Attack[] = [
  { name: '1,000 aliases', code: 'TOO_COMPLEX', query: `{ ${times(1_000, i => `a${i}: me { id }`)} }` },
  {
    name: '60 aliases of a log-in',
    code: 'TOO_COMPLEX',
    query: `mutation { ${times(60, i => `a${i}: login(input: { email: "a@b.example", password: "${i}" }) { errors { code } }`)} }`,
  },
  { name: 'one field 3,000 times', code: 'TOO_COMPLEX', query: `{ me { ${'id '.repeat(3_000)} } }` },
  { name: 'fields that meet 240 times', code: 'TOO_COMPLEX', query: `{ ${'me { id } '.repeat(240)} }` },
  { name: 'fields that meet in inline fragments', code: 'TOO_COMPLEX', query: `{ ${'... on Query { me { id } } '.repeat(120)} }` },
  {
    name: '200 times 100 inline fragments',
    code: 'TOO_COMPLEX',
    query: `{ me { ${times(200, () => `... { ${'...{id} '.repeat(100)} }`)} } }`,
  },
  {
    name: 'depth 50',
    code: 'TOO_COMPLEX',
    query: `{ me { primarySite { ${nested(12, 'departments(first: 1) { nodes { site { manager: id ', 'id', '} } }')} } } }`,
  },
  { name: 'depth 600 of fields that do not exist', code: 'TOO_COMPLEX', query: `{ ${nested(600, 'a { ', 'a')} }` },
  {
    name: 'a fragment that spreads itself',
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: 'query { me { ...a } } fragment a on User { id ...a }',
  },
  {
    name: 'fragments in a circle',
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: `query { ...f0 } ${times(40, i => `fragment f${i} on Query { me { id } ...f${(i + 1) % 40} }`)}`,
  },
  {
    name: 'fragments that all spread each other',
    code: 'TOO_COMPLEX',
    query: `query { ...f0 } ${times(20, i => `fragment f${i} on Query { me { id } ${times(20, j => `...f${j}`)} }`)}`,
  },
  {
    name: 'fragments that double with every step',
    code: 'TOO_COMPLEX',
    query: `query { ...f0 } ${times(40, i => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`)} fragment f40 on Query { me { id } }`,
  },
  {
    name: '130 fragments side by side',
    code: 'TOO_COMPLEX',
    query: `{ ${times(130, i => `...f${i}`)} } ${times(130, i => `fragment f${i} on Query { me { id } }`)}`,
  },
  {
    name: 'a bomb in a fragment that nothing spreads',
    code: 'TOO_COMPLEX',
    query: `{ me { id } } fragment a on Query { ${'me { id } '.repeat(400)} }`,
  },
  { name: '1,000 directives', code: 'TOO_COMPLEX', query: `{ me { id ${'@include(if: true) '.repeat(1_000)} } }` },
  {
    name: '200 directives',
    code: 'TOO_COMPLEX',
    query: `{ me { ${times(100, i => `... @include(if: true) { ${i % 2 ? 'id' : 'role'} @skip(if: false) }`)} } }`,
  },
  { name: 'directives that do not exist', code: 'GRAPHQL_VALIDATION_FAILED', query: `{ me { id ${times(40, i => `@a${i}`)} } }` },
  { name: 'an answer in parts', code: 'GRAPHQL_VALIDATION_FAILED', query: '{ me { id ... @defer { email } } }' },
  { name: 'what is no GraphQL at all', code: 'GRAPHQL_PARSE_FAILED', query: 'SELECT * FROM users' },
  { name: '10,000 tokens', code: 'TOO_COMPLEX', query: `{ me { ${'a '.repeat(10_000)} } }` },
  { name: 'brackets 10,000 deep', code: 'TOO_COMPLEX', query: `{ sites(filter: ${'['.repeat(10_000)}` },
  { name: 'braces 5,000 deep', code: 'TOO_COMPLEX', query: '{a'.repeat(5_000) },
  {
    name: 'a list 990 deep',
    code: 'TOO_COMPLEX',
    query: `{ resources(filter: { features: ${nested(950, '[', '', ']')} }) { totalCount } }`,
  },
  {
    name: 'an object 400 deep',
    code: 'TOO_COMPLEX',
    query: `{ resources(filter: ${nested(400, '{ a: ', '1')}) { totalCount } }`,
  },
  { name: '80,000 comments', code: 'TOO_COMPLEX', query: `{ me { id } } ${'#\n'.repeat(80_000)}` },
  { name: 'a text of 200,000 characters', code: 'TOO_COMPLEX', query: `{ site(id: "${'x'.repeat(200_000)}") { id } }` },
  { name: '400 fields that do not exist', code: 'GRAPHQL_VALIDATION_FAILED', query: `{ me { ${times(400, i => `usernamee${i}`)} } }` },
  {
    name: '300 variables that nothing uses',
    code: 'TOO_COMPLEX',
    query: `query (${times(300, i => `$a${i}: Int`)}) { me { id } }`,
  },
  { name: '200 operations', code: 'TOO_COMPLEX', query: times(200, i => `query a${i} { me { id } }`), operationName: 'a0' },
  {
    name: 'an operation that is not there, of a long name',
    code: 'OPERATION_RESOLUTION_FAILURE',
    query: 'query A { me { id } }',
    operationName: 'B'.repeat(100_000),
  },
  { name: 'two operations and no name', code: 'OPERATION_RESOLUTION_FAILURE', query: 'query A { me { id } } query B { me { id } }' },
  {
    name: 'types of fields of types of fields',
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
  },
  {
    name: 'the whole schema 25 times',
    code: 'TOO_COMPLEX',
    query: `{ ${times(25, i => `a${i}: __schema { types { fields { args { type { name } } } } }`)} }`,
  },
  {
    name: 'two subscriptions in one',
    code: 'GRAPHQL_VALIDATION_FAILED',
    query: 'subscription { a: reservationChanged { change } b: reservationChanged { change } }',
  },
];

const pages: readonly Attack[] = [
  { name: 'first: 99999999', code: 'TOO_COMPLEX', query: '{ sites(first: 99999999) { nodes { id } } }' },
  { name: 'first: 99999999 of a count', code: 'TOO_COMPLEX', query: '{ sites(first: 99999999) { totalCount } }' },
  { name: 'first: 99999999 in a variable', code: 'TOO_COMPLEX', query: SITES, variables: '{"n":99999999}' },
  { name: 'first: 99999999 as a default', code: 'TOO_COMPLEX', query: SITES.replace('$n: Int', '$n: Int = 99999999') },
  { name: 'days: 99999999', code: 'TOO_COMPLEX', query: '{ resources { nodes { availability(days: 99999999) { date } } } }' },
  { name: 'pages of pages', code: 'TOO_COMPLEX', query: `{ ${EVERYTHING} }` },
  {
    name: 'pages of pages beside a page of less than nothing',
    code: 'TOO_COMPLEX',
    query: `{ a: ${EVERYTHING.replace('100', '-100')} b: ${EVERYTHING} }`,
  },
  {
    name: 'pages of pages in a subscription',
    code: 'TOO_COMPLEX',
    query:
      'subscription { reservationChanged { reservation { resource { site { departments(first: 100) { nodes { site { departments(first: 100) { nodes { site { departments(first: 100) { nodes { id } } } } } } } } } } } } }',
  },
];

const variables: readonly Attack[] = [
  { name: 'a number beyond all', code: 'BAD_USER_INPUT', query: SITES, variables: '{"n":1e999}' },
  { name: 'an input 40,000 deep', code: 'TOO_COMPLEX', query: SITES, variables: `{"f":${nested(40_000, '{"f":', '1')}}` },
  { name: 'a list 100,000 deep', code: 'TOO_COMPLEX', query: SITES, variables: `{"f":{"search":${nested(100_000, '[', '', ']')}}}` },
  {
    name: 'an input of 20,000 fields',
    code: 'TOO_COMPLEX',
    query: SITES,
    variables: `{"f":{${times(20_000, i => `"a${i}":1`).replaceAll(' ', ',')}}}`,
  },
  {
    name: 'a list of 50,000 texts',
    code: 'TOO_COMPLEX',
    query: 'query ($t: [String!]) { resources(filter: { features: $t }) { totalCount } }',
    variables: `{"t":[${'1,'.repeat(50_000)}1]}`,
  },
  {
    name: 'an enum of 200,000 characters',
    code: 'TOO_COMPLEX',
    query: 'query ($r: Role) { users(filter: { role: $r }) { totalCount } }',
    variables: `{"r":"${'cannot represent '.repeat(12_000)}"}`,
  },
  {
    name: 'a text of 100,000 characters in a variable',
    code: 'TOO_COMPLEX',
    query: 'query ($s: String) { sites(filter: { search: $s }) { totalCount } }',
    variables: `{"s":"${'%'.repeat(100_000)}"}`,
  },
  {
    name: 'a name of 100,000 characters',
    code: 'TOO_COMPLEX',
    query: SITES,
    variables: `{"f":{"${'search'.repeat(17_000)}":1}}`,
  },
  {
    name: '1,900 wrong texts',
    code: 'BAD_USER_INPUT',
    query: 'query ($t: [String!]) { resources(filter: { features: $t }) { totalCount } }',
    variables: `{"t":[${'1,'.repeat(1_900)}1]}`,
  },
  {
    name: 'operator objects for texts',
    code: 'BAD_USER_INPUT',
    query: REGISTER,
    variables: '{"i":{"username":{"$gt":""},"email":{"$ne":null},"firstName":"a","lastName":"b","password":{"$regex":".*"}}}',
  },
];

export const attacks: readonly Attack[] = [...documents, ...pages, ...variables];
