/** The few RFC 6570 expressions that federation templates use: `{name}` and `{/name}`. */
import { encodeSegment } from './path-text.ts'

export const templateFields = ['namespace', 'name', 'version', 'datafile_name'] as const
export type TemplateField = (typeof templateFields)[number]

const EXPRESSION = /\{(\/?)([a-z_]+)\}/g

/** Whether every brace belongs to an expression that `expandTemplate` knows. */
export function isTemplate(template: string): boolean {
  const rest = template.replace(EXPRESSION, (all, _slash, name: string) => (isField(name) ? '' : all))
  return !/[{}]/.test(rest)
}

/** `{/x}` brings its own slash and vanishes when empty. Throws URIError on a lone surrogate. */
export function expandTemplate(template: string, values: Readonly<Record<TemplateField, string>>): string {
  return template.replace(EXPRESSION, (all, slash: string, name: string) => {
    if (!isField(name)) return all
    return values[name] === '' ? '' : `${slash}${encodeSegment(values[name])}`
  })
}

function isField(name: string): name is TemplateField {
  return templateFields.some((known) => known === name)
}
