/** Members that XML says in another shape, from XML. */
import type { XmlNode } from './element.ts'
import { itemsOf, lose, readObject, readValue, type Tree, type XmlReading } from './from-xml.ts'
import type { SpecialForm } from './table-forms.ts'

export function readSpecial(node: XmlNode, special: SpecialForm, reading: XmlReading): unknown {
  switch (special) {
    case 'licenses':
      return readLicenses(node, reading)
    case 'tools':
      return readTools(node, reading)
    case 'dependencies':
      return readDependencies(node, reading)
    case 'serviceData':
      return readServiceData(node, reading)
    case 'datasets':
      return readDatasets(node, reading)
    case 'environmentVars':
      return itemsOf(node, ['environmentVar', 'value'], reading).map((child) =>
        child.name === 'value' ? readValue(child, 'text', reading) : readObject(child, 'property', reading),
      )
    case 'patents':
      return itemsOf(node, ['patent', 'patentFamily'], reading).map((child) =>
        readObject(child, child.name, reading),
      )
    case 'asserter':
      return readParty(node, reading)
    case 'patentAssignee':
      return [readParty(node, reading)]
    case 'transforms':
      return [
        node.children.length === 0
          ? readValue(node, 'token', reading)
          : readObject(node, 'transform', reading),
      ]
    default:
      return special satisfies never
  }
}

function readLicenses(node: XmlNode, reading: XmlReading): readonly unknown[] {
  return itemsOf(node, ['license', 'expression', 'expression-detailed'], reading).map((child) => {
    const type = licenseTypes.get(child.name) ?? 'license'
    const choice = readObject(child, type, reading)
    if (type !== 'license') return choice
    const wrapper = { license: choice }
    reading.lines.set(wrapper, child.line)
    return wrapper
  })
}

const licenseTypes: ReadonlyMap<string, string> = new Map([
  ['expression', 'expression'],
  ['expression-detailed', 'expressionDetailed'],
])

/** A list of tools until 1.4, an object of components and services since. */
function readTools(node: XmlNode, reading: XmlReading): unknown {
  const isGrouped = node.children.some(({ name }) => name === 'components' || name === 'services')
  if (!isGrouped) {
    return itemsOf(node, ['tool'], reading).map((child) => readObject(child, 'tool', reading))
  }
  const tools: Tree = {}
  for (const group of itemsOf(node, ['components', 'services'], reading)) {
    const item = group.name.slice(0, -1)
    const items = itemsOf(group, [item], reading).map((child) => readObject(child, item, reading))
    tools[group.name] = items
  }
  return tools
}

/** What depends stands around what it depends on; deeper levels are entries of their own. */
function readDependencies(node: XmlNode, reading: XmlReading): readonly Tree[] {
  const entries: Tree[] = []
  for (const child of itemsOf(node, ['dependency'], reading)) addDependency(child, entries, reading)
  return entries
}

function addDependency(node: XmlNode, entries: Tree[], reading: XmlReading): void {
  const entry: Tree = { ref: node.attributes.ref ?? '' }
  reading.lines.set(entry, node.line)
  entries.push(entry)
  const children = itemsOf(node, ['dependency', 'provides'], reading)
  const refsOf = (name: string): readonly string[] =>
    children.flatMap((child) => (child.name === name ? (child.attributes.ref ?? []) : []))
  const dependsOn = refsOf('dependency')
  const provides = refsOf('provides')
  if (dependsOn.length > 0) entry.dependsOn = dependsOn
  if (provides.length > 0) entry.provides = provides
  for (const child of children) {
    if (child.children.length > 0) addDependency(child, entries, reading)
  }
}

/** `classification` alone (until 1.4), or a `dataflow` around it. */
function readServiceData(node: XmlNode, reading: XmlReading): readonly Tree[] {
  return itemsOf(node, ['classification', 'dataflow'], reading).map((child) => {
    if (child.name === 'classification') return readClassification(child, reading)
    const [classification, ...others] = child.children.filter(({ name }) => name === 'classification')
    for (const _ of others) lose(reading, 'dataflow/classification')
    const rest = child.children.filter(({ name }) => name !== 'classification')
    const flow = readObject({ ...child, children: rest }, 'dataflow', reading)
    if (classification !== undefined) Object.assign(flow, readClassification(classification, reading))
    return flow
  })
}

function readClassification(node: XmlNode, reading: XmlReading): Tree {
  const { flow, ...attributes } = node.attributes
  const classification = readValue({ ...node, attributes }, 'text', reading)
  const data: Tree = flow === undefined ? { classification } : { flow, classification }
  reading.lines.set(data, node.line)
  return data
}

function readDatasets(node: XmlNode, reading: XmlReading): readonly unknown[] {
  return itemsOf(node, ['ref', 'dataset'], reading).map((child) => {
    if (child.name === 'dataset') return readObject(child, 'componentData', reading)
    const dataset = { ref: readValue(child, 'token', reading) }
    reading.lines.set(dataset, child.line)
    return dataset
  })
}

/** In JSON the party stands without a word for what it is. */
function readParty(node: XmlNode, reading: XmlReading): unknown {
  const [party, ...others] = itemsOf(node, ['organization', 'individual', 'contact', 'ref'], reading)
  for (const other of others) lose(reading, `${node.name}/${other.name}`)
  if (party === undefined) return undefined
  if (party.name === 'ref') return readValue(party, 'token', reading)
  return readObject(party, party.name === 'organization' ? 'organization' : 'contact', reading)
}
