/** Which classification facts exist and which values they take, from the catalogue; checks what answers lay down. */
import { complain, type Place, readEach, readRecord, readText } from './reader.ts'
import type { FactSettings, Scalar } from './types.ts'

type Legal =
  | { readonly kind: 'boolean' | 'date' | 'number' }
  | { readonly kind: 'enum' | 'multi'; readonly values: readonly string[] }

/** By dotted name, as `foss.source_public`. */
export type FactValues = ReadonlyMap<string, Legal>

/** Of `classification-inputs.json`; `events` is a list of its own and no answer lays it down. */
export function readFactValues(value: unknown, at: Place): FactValues {
  const record = readRecord(value, at)
  const fields = readEach(record['fields'], at, (item, place) => readRecord(item, place))
  const found = new Map<string, Legal>()
  for (const field of fields) {
    const name = readText(field['name'], at)
    switch (field['type']) {
      case 'boolean':
      case 'date':
      case 'number':
        found.set(name, { kind: field['type'] })
        break
      case 'enum':
      case 'multi':
        found.set(name, { kind: field['type'], values: readEach(field['values'], at, readText) })
        break
      case 'object':
        for (const member of Object.keys(readRecord(field['fields'], at))) {
          found.set(`${name}.${member}`, { kind: 'boolean' })
        }
        break
      case 'list':
        break
      default:
        complain(at, `${name} has an unknown type`)
    }
  }
  return found
}

/** Settings whose every name and value the classifier knows. */
export function readSettings(value: unknown, at: Place, legal: FactValues): FactSettings {
  const settings: Record<string, Scalar | readonly string[]> = {}
  for (const [name, wanted] of Object.entries(readRecord(value, at))) {
    const kind = legal.get(name)
    if (kind === undefined) complain(at, `no classification fact is called ${name}`, 'DATA_LINK')
    else if (!isLegal(wanted, kind)) complain(at, `${name} is never ${JSON.stringify(wanted)}`, 'DATA_LINK')
    else settings[name] = wanted
  }
  return settings
}

function isLegal(value: unknown, legal: Legal): value is Scalar | readonly string[] {
  switch (legal.kind) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'number':
      return typeof value === 'number'
    case 'date':
      return false
    case 'enum':
      return typeof value === 'string' && legal.values.includes(value)
    case 'multi':
      return (
        Array.isArray(value) && value.every((item: unknown) => legal.values.some((word) => word === item))
      )
    default:
      return legal satisfies never
  }
}
