/** The reference page of the facts that `occtet cra classify` takes, from the catalogue and from the rules that use them. */
import { catalogue } from '../packages/toolkit/src/cra/catalogue/catalogue.ts'
import type { FactField } from '../packages/toolkit/src/cra/catalogue/readers/inputs.ts'
import { rules } from '../packages/toolkit/src/cra/catalogue/rules.ts'
import { termsOf } from '../packages/toolkit/src/cra/classify/evaluate.ts'

export function factsPage(note: string): string {
  const rows = catalogue.classificationInputs.fields.flatMap(rowsOf)
  return `# Facts about a product\n${note}
\`occtet cra classify FACTS.json\` reads one JSON object with these names. What you do not know, leave out or write
\`"unsure"\`: it is then never read as "no", and the answer says what the question would change. A wrong name or value is
refused (exit 3) with the field and what is allowed.

\`\`\`json
{
  "product_form": "mobile_app",
  "data_connection": true,
  "eu_market": true,
  "exclusion": "none",
  "test_or_own_use_only": false,
  "foss": { "licence_foss": false, "source_public": false },
  "chain_position": "maker",
  "monetisation": ["subscription"],
  "core_category": "none",
  "placed_on_market": "2028-03-01",
  "expected_use_years": 6
}
\`\`\`

| Fact | Values | Asked by |
|---|---|---|
${rows.join('\n')}

\`SC-…\` are questions of the scope tree, \`RULE-…\` decide the role; *route* is the choice of a conformity assessment
procedure, *date* the change of law on ${rules.transition.fullFrom}, *note* a remark beside the answer. The value of
\`--json\` is described by \`packages/contract/schemas/cra-classification.json\`.

Rules that others may read differently, and what we chose, stand in the answer as notes with the number of the open point;
each names its article and how far it was checked.
`
}

function rowsOf(field: FactField): readonly string[] {
  const members =
    field.fields === undefined
      ? [field.name]
      : [...field.fields.keys()].map((name) => `${field.name}.${name}`)
  return members.map((name) => `| \`${name}\` | ${valuesOf(field)} | ${askedBy(name).join(', ')} |`)
}

function valuesOf({ type, values, item }: FactField): string {
  switch (type) {
    case 'boolean':
    case 'object':
      return 'true, false'
    case 'enum':
      return namesOf(values)
    case 'multi':
      return `list of ${namesOf(values)}`
    case 'date':
      return 'day, such as 2028-03-01'
    case 'number':
      return 'years, above 0 and up to 100'
    case 'list':
      return `list of objects: \`type\` (${(item?.get('type') ?? '').replaceAll('|', ', ')}), \`at\` (${item?.get('at') ?? ''})`
    default:
      return type satisfies never
  }
}

/** The 26 categories are one family; every other name stands there. */
function namesOf(values: readonly string[] = []): string {
  const categories = values.filter((value) => value.startsWith('CAT-'))
  const rest = values.filter((value) => !value.startsWith('CAT-'))
  const family = categories.length === 0 ? [] : [`\`${categories[0]}\` to \`${categories.at(-1)}\``]
  return [...rest.map((value) => `\`${value}\``), ...family].join(', ')
}

/** Steps that no rule of the data describes ask for these themselves. */
const askedByCode: Readonly<Record<string, readonly string[]>> = {
  core_category: ['class', 'route'],
  cited_standard_applied: ['route'],
  high_risk_ai: ['route'],
  ehr_system: ['route'],
  placed_on_market: ['date'],
  substantial_modification: ['date'],
  expected_use_years: ['support period'],
  events: ['date', 'reporting', 'retention'],
  sustained_support: ['steward tier'],
}

function askedBy(fact: string): readonly string[] {
  const asks = (rule: Parameters<typeof termsOf>[0]): boolean => termsOf(rule).includes(fact)
  return [
    ...new Set([
      ...rules.scope.filter(({ yes }) => asks(yes)).map(({ node }) => node),
      ...rules.roles.rules.filter(({ when }) => asks(when)).map(({ id }) => id),
      ...(asks(rules.roles.secondEdition.when) ? ['second edition'] : []),
      ...(askedByCode[fact] ?? []),
      ...(asks(rules.routes.publicDocumentation) ? ['route'] : []),
      ...(asks(rules.transition.eachUnitCounts) ? ['date'] : []),
      ...rules.obligations.filter(({ when }) => asks(when)).map(({ obligation }) => obligation),
      ...(rules.reliefs.some(({ when }) => asks(when)) ? ['relief'] : []),
      ...(rules.notes.some(({ when }) => asks(when)) ? ['note'] : []),
    ]),
  ]
}
