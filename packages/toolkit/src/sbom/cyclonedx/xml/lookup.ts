/** The table, by the name that a reader of XML or JSON has in hand. */
import { xmlTypes } from './table.ts'
import type { TypeName, XmlForm } from './table-forms.ts'

export interface XmlMember {
  readonly json: string
  readonly form: XmlForm
}

export interface TypeLookup {
  readonly attributes: ReadonlyMap<string, XmlMember>
  readonly elements: ReadonlyMap<string, XmlMember>
  readonly content: XmlMember | undefined
  /** Every JSON member. */
  readonly names: ReadonlySet<string>
  /** In the order of the XML schema. */
  readonly members: readonly XmlMember[]
}

const lookups = new Map<TypeName, TypeLookup>()

export function lookUp(type: TypeName): TypeLookup {
  const known = lookups.get(type)
  if (known !== undefined) return known
  const rows = xmlTypes[type]
  if (rows === undefined) throw new Error(`the table of CycloneDX XML has no ${type}`)
  const members = rows.map(([json, form]): XmlMember => ({ json, form }))
  const attributes = new Map<string, XmlMember>()
  const elements = new Map<string, XmlMember>()
  for (const member of members) {
    if (member.form.form === 'attribute') attributes.set(member.form.xml, member)
    else if (member.form.form !== 'content') elements.set(member.form.xml, member)
  }
  const found: TypeLookup = {
    attributes,
    elements,
    content: members.find(({ form }) => form.form === 'content'),
    names: new Set(members.map(({ json }) => json)),
    members,
  }
  lookups.set(type, found)
  return found
}
