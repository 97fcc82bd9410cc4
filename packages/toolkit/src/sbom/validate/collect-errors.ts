/**
 * More than the first error, still in linear time: when a document does not fit, each entry of its lists is checked
 * alone in an otherwise empty document.
 */
import type { Fields } from '../read/values.ts'
import type { SchemaError, SchemaValidator } from './validator.ts'

/** At most `max`, in the order of the document; empty exactly when the validator has nothing to say. */
export function collectErrors(root: Fields, validate: SchemaValidator, max: number): readonly SchemaError[] {
  const first = pick(validate(root))
  if (first === undefined) return []
  const lists = Object.entries(root).filter((entry): entry is [string, readonly unknown[]] =>
    Array.isArray(entry[1]),
  )
  const bare = Object.fromEntries(Object.entries(root).filter(([, value]) => !Array.isArray(value)))
  const ofBare = pick(validate(bare))
  const errors = ofBare === undefined ? [] : [ofBare]
  const frame = toFrame(root)
  if (pick(validate(frame)) !== undefined) return ofBare === undefined ? [first] : errors
  for (const [key, items] of lists) {
    for (const [index, item] of items.entries()) {
      if (errors.length >= max) return errors
      const found = pick(validate({ ...frame, [key]: [item] }))
      if (found !== undefined) errors.push(moveTo(found, key, index))
    }
  }
  return errors.length === 0 ? [first] : errors
}

/** Small, so that checking an entry in it costs what the entry costs. */
export function toFrame(root: Fields): Fields {
  const scalars = Object.entries(root).filter(([, value]) => typeof value !== 'object')
  const isSpdx = typeof root.spdxVersion === 'string'
  const creationInfo = { created: '1970-01-01T00:00:00Z', creators: ['Tool: none'] }
  return { ...Object.fromEntries(scalars), ...(isSpdx ? { creationInfo } : {}) }
}

/** Of the branches of a choice, the one that went deepest is the one that was meant. */
export function pick(errors: readonly SchemaError[]): SchemaError | undefined {
  let best: SchemaError | undefined
  for (const error of errors) {
    if (best === undefined || depthOf(error) > depthOf(best)) best = error
  }
  return best
}

function depthOf({ instancePath }: SchemaError): number {
  return instancePath.split('/').length
}

export function moveTo(error: SchemaError, key: string, index: number): SchemaError {
  const start = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}/0`
  const isInside = error.instancePath.startsWith(start)
  return isInside
    ? { ...error, instancePath: `/${key}/${index}${error.instancePath.slice(start.length)}` }
    : error
}
