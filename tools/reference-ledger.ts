/** The page of event types and their schemas, from the table that the ledger itself checks by. */
import {
  eventDataSchema,
  type EventType,
  type Field,
  findEventType,
  listEventTypes,
} from '../packages/toolkit/src/ledger/index.ts'

export function eventsPage(note: string): string {
  const rows = listEventTypes().map((name) => {
    const type = findEventType(name)
    return type === undefined ? '' : toRow(name, type)
  })
  return `# Events of the ledger\n${note}
What can be recorded. Every event also has an id, a time, who did it (a personal field that can be erased alone), and may
have subjects with their digests, a product, evidence, events that it continues, and further personal fields. The schemas
stand in \`docs/reference/generated/ledger-events.json\`, one for the data of each type.

**Flush**: \`urgent\` events are published, cosigned and time-stamped at once. **Public**: the leaf itself can be read by
everybody, for ever. **Kept**: documents a product, so that its content is erased before the end of Art. 13(13) only by order
of a court or a law. A member with \`?\` may be left out.

| Type | Data | Flush | Public | Kept | Provisions | Reads |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`
}

export function eventSchemas(): string {
  const schemas = Object.fromEntries(listEventTypes().map((name) => [name, eventDataSchema(name)]))
  return `${JSON.stringify(schemas, null, 2)}\n`
}

function toRow(name: string, { data, flush, isPublic, isEvidence, legal, say }: EventType): string {
  const members = Object.entries(data).map(
    ([member, { field, isRequired }]) => `\`${member}${isRequired ? '' : '?'}\` ${shortName(field)}`,
  )
  const yes = (value: boolean): string => (value ? 'yes' : '')
  const cells = [
    `\`${name}\``,
    members.join(', '),
    flush,
    yes(isPublic),
    yes(isEvidence),
    legal.join(', '),
    say.en.replaceAll('|', '\\|'),
  ]
  return `| ${cells.join(' | ')} |`
}

function shortName(field: Field): string {
  if (field.kind === 'choice') return `(${field.values.join(' / ')})`
  if (field.kind === 'list') return `list of ${shortName(field.of)}`
  if (field.kind === 'object') return `{${Object.keys(field.members).join(', ')}}`
  return field.kind === 'event' ? 'event id' : field.kind
}
