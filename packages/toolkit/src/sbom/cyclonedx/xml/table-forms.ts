/** The ways in which a member of a CycloneDX JSON object is said in XML. */

/**
 * `text` keeps white space, `token` has none around it, `line` (xs:normalizedString) has no line breaks: one that is
 * broken by a pretty printer is put together. A number or flag that is none stays the text that it was.
 */
export type Scalar = 'text' | 'line' | 'token' | 'integer' | 'number' | 'flag'

/** Name of an entry of the table; entries refer to each other, also in circles. */
export type TypeName = string

/** A `Scalar`, or the name of a type. */
export type ItemKind = string

/** Members whose shape differs so much that code maps them (`special.ts`). */
export type SpecialForm =
  | 'licenses'
  | 'tools'
  | 'dependencies'
  | 'serviceData'
  | 'datasets'
  | 'environmentVars'
  | 'patents'
  | 'asserter'
  | 'patentAssignee'
  | 'transforms'

export type XmlForm =
  | { readonly form: 'attribute'; readonly scalar: Scalar; readonly xml: string }
  /** The text of the element itself. */
  | { readonly form: 'content'; readonly scalar: Scalar }
  | { readonly form: 'element'; readonly of: ItemKind; readonly xml: string }
  /** A list without an element around it. */
  | { readonly form: 'repeated'; readonly of: ItemKind; readonly xml: string }
  /** A list in an element of its own. */
  | { readonly form: 'wrapped'; readonly of: ItemKind; readonly xml: string; readonly item: string }
  /** A list in an element of its own, each item an element with the one attribute `ref`. */
  | { readonly form: 'references'; readonly xml: string; readonly item: string }
  | { readonly form: 'special'; readonly special: SpecialForm; readonly xml: string }

/** JSON member and form, in the order in which the XML schema wants the elements. */
export type XmlMembers = readonly (readonly [json: string, form: XmlForm])[]

const scalars: ReadonlySet<string> = new Set(['text', 'line', 'token', 'integer', 'number', 'flag'])

export function isScalar(of: string): of is Scalar {
  return scalars.has(of)
}

type Row = readonly [string, XmlForm]

export function attribute(json: string, scalar: Scalar = 'token', xml = json): Row {
  return [json, { form: 'attribute', scalar, xml }]
}

export function content(json: string, scalar: Scalar = 'text'): Row {
  return [json, { form: 'content', scalar }]
}

export function element(json: string, of: ItemKind = 'text', xml = json): Row {
  return [json, { form: 'element', of, xml }]
}

export function repeated(json: string, of: ItemKind = 'text', xml = json): Row {
  return [json, { form: 'repeated', of, xml }]
}

/** A list in an element of the member's name. */
export function wrapped(json: string, item: string, of: ItemKind = 'text'): Row {
  return [json, { form: 'wrapped', of, xml: json, item }]
}

/** The same row, under another name in XML. */
export function renamed([json, form]: Row, xml: string): Row {
  return form.form === 'content' ? [json, form] : [json, { ...form, xml }]
}

export function references(json: string, item: string, xml = json): Row {
  return [json, { form: 'references', xml, item }]
}

export function special(json: string, name: SpecialForm, xml = json): Row {
  return [json, { form: 'special', special: name, xml }]
}
