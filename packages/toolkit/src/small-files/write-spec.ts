/** Writes a small YAML file by its description: the same content gives the same bytes, in an order made for diffs. */
import { dump } from 'js-yaml'
import { compareCodeUnits } from '../base/index.ts'
import { type Spec, type VariantsSpec, variantOf } from './file-spec.ts'

/** `head`: comment lines for the top, without `#`. */
export function writeBySpec(value: unknown, spec: Spec, head: readonly string[]): string {
  const comment = head.map((line) => `# ${line}\n`).join('')
  return `${comment}${dump(inOrder(value, spec), { lineWidth: 100, noRefs: true })}`
}

function inOrder(value: unknown, spec: Spec): unknown {
  switch (spec.kind) {
    case 'text':
    case 'number':
    case 'flag':
    case 'other':
      return value
    case 'list':
      return Array.isArray(value) ? value.map((item: unknown) => inOrder(item, spec.item)) : value
    case 'object':
      return pick(value, Object.entries(spec.members))
    case 'map':
      return mapInOrder(value, spec)
    case 'either':
      return eitherInOrder(value, spec.specs)
    case 'variants':
      return variantInOrder(value, spec)
    default:
      return spec satisfies never
  }
}

/** At most one of them is an object. */
function eitherInOrder(value: unknown, specs: readonly Spec[]): unknown {
  const object = specs.find((one) => one.kind === 'object')
  return isPlainObject(value) && object !== undefined ? inOrder(value, object) : value
}

function variantInOrder(value: unknown, spec: VariantsSpec): unknown {
  const name = asRecord(value)[spec.tag]
  return typeof name === 'string' && Object.hasOwn(spec.of, name)
    ? inOrder(value, variantOf(spec, name))
    : value
}

function mapInOrder(value: unknown, spec: Extract<Spec, { readonly kind: 'map' }>): unknown {
  const own = Object.keys(asRecord(value))
  const rest = own.filter((name) => spec.keys?.includes(name) !== true).sort(compareCodeUnits)
  const names = [...(spec.keys ?? []).filter((name) => own.includes(name)), ...rest]
  return pick(
    value,
    names.map((name) => [name, spec.item] as const),
  )
}

/** Members in the order given; those without a value are left out. */
function pick(value: unknown, members: readonly (readonly [string, Spec])[]): unknown {
  const record = asRecord(value)
  return Object.fromEntries(
    members.flatMap(([name, spec]) =>
      record[name] === undefined ? [] : [[name, inOrder(record[name], spec)]],
    ),
  )
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asRecord(value: unknown): { readonly [name: string]: unknown } {
  return isPlainObject(value) ? (value as { readonly [name: string]: unknown }) : {}
}
