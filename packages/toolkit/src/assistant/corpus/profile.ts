/** The profile of a product as texts: what is stated, each with the path where it stands. */
import type { ProductProfile } from '../../cra/index.ts'
import type { ProductText } from './product.ts'

/** One text for each part of the file that says something. */
export function profileTexts(profile: ProductProfile): readonly ProductText[] {
  const { product, manufacturer, security, support, conformity, facts } = profile
  const parts = { product, manufacturer, security, support, conformity, facts }
  return Object.entries(parts).flatMap(([name, part]) => {
    const lines = leaves(part, name)
    return lines.length === 0
      ? []
      : [
          {
            kind: 'fact' as const,
            id: name,
            title: `What is stated about ${product.name}: ${name}`,
            text: `${lines.join('; ')}.`,
          },
        ]
  })
}

function leaves(value: unknown, path: string): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return [`${path}: ${value}`]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => leaves(member, `${path}.${name}`))
}
