// The lists of values and the limits of numbers, texts and lists in an OpenAPI document, as
// constants. One export each, so that a build keeps those that a screen reads and no others.

const MEMBERS = ['minimum', 'maximum', 'minItems', 'maxItems', 'maxLength'];
const HEAD = `/** Values and limits of the server's OpenAPI document, written by \`npm run types\`. */

`;

const plural = (name) => {
  if (/[^s]s$/.test(name)) return name;
  return /(ss|x|ch)$/.test(name) ? `${name}es` : name.replace(/y$/, 'ie').concat('s');
};
const small = (name) => name.charAt(0).toLowerCase() + name.slice(1);
const camel = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

/** The limits of one schema; one that may be empty or null has those of the rest. */
function limitsIn(schema) {
  const found = {};
  const parts = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  for (const part of parts.filter(({ maxLength }) => maxLength !== 0)) {
    for (const name of MEMBERS) if (part[name] !== undefined) found[name] = part[name];
  }
  return found;
}

function limitsOfAll(named) {
  const pairs = named.map(([name, schema]) => [name, limitsIn(schema)]);
  return Object.fromEntries(pairs.filter(([, limits]) => Object.keys(limits).length > 0));
}

const written = (name, value) => `export const ${name} = ${JSON.stringify(value)} as const;\n`;

function ofSchemas(schemas) {
  return Object.entries(schemas).flatMap(([name, schema]) => {
    if (schema.enum) return [written(small(plural(name)), schema.enum)];
    const limits =
      name.endsWith('Request') && !name.startsWith('Patched')
        ? limitsOfAll(Object.entries(schema.properties ?? {}))
        : {};
    return Object.keys(limits).length > 0
      ? [written(`${small(name).replace('RequestRequest', 'Request')}Limits`, limits)]
      : [];
  });
}

function ofQueries(paths) {
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  return operations.flatMap(({ operationId, parameters = [] }) => {
    const asked = parameters.filter((one) => one.in === 'query' && one.schema);
    const limits = limitsOfAll(asked.map((one) => [one.name, one.schema]));
    delete limits.limit;
    return Object.keys(limits).length > 0 ? [written(`${camel(operationId)}Limits`, limits)] : [];
  });
}

const HEAD_OF_PAST = `/** Questions that can be asked as of a past moment, written by \`npm run types\`. */

`;

const takesPast = ({ parameters = [] }) =>
  parameters.some((one) => one.name === 'as_of' || one.$ref?.endsWith('/AsOf'));

/** The text of a TypeScript file with the method and path of every question about the past. */
export function pastRoutesOf({ paths }) {
  const found = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => takesPast(operation))
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  return `${HEAD_OF_PAST}export const pastRoutes = ${JSON.stringify(found)} as const;\n`;
}

/** The text of a TypeScript file with all of them. */
export function limitsOf({ components, paths }) {
  return HEAD + [...ofSchemas(components.schemas), ...ofQueries(paths)].join('');
}
