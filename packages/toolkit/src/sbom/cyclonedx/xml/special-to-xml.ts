/** Members that XML says in another shape, to XML. */
import { asFields, type Fields } from '../../read/values.ts'
import type { SpecialForm } from './table-forms.ts'
import {
  asList,
  lose,
  type SpecialPlace,
  toText,
  type TreeWriter,
  writeObject,
  writeValue,
  writeWrapped,
} from './to-xml.ts'

export function writeSpecial(name: string, value: unknown, place: SpecialPlace): void {
  writers[place.special](name, value, place)
}

type Write = (name: string, value: unknown, place: SpecialPlace) => void

const writers: Readonly<Record<SpecialForm, Write>> = {
  licenses: eachOf(writeLicense),
  tools: (name, value, { writer }) => writeTools(name, value, writer),
  dependencies: eachOf(writeDependency),
  serviceData: writeServiceData,
  datasets: eachOf(writeDataset),
  environmentVars: (name, value, { writer }) => writeVariables(name, asList(value), writer),
  patents: eachOf(writePatent),
  asserter: (name, value, { writer }) => writeParty(name, value, { person: 'contact', writer }),
  patentAssignee: (name, value, { writer }) => {
    for (const party of asList(value)) writeParty(name, party, { person: 'individual', writer })
  },
  transforms: (name, value, { writer }) => {
    for (const transform of asList(value)) writeTransform(name, transform, writer)
  },
}

/** A list whose items are objects. */
function eachOf(write: (fields: Fields, writer: TreeWriter) => void): Write {
  return (name, value, place) =>
    writeList(name, value, { ...place, write: (fields) => write(fields, place.writer) })
}

function writeList(
  name: string,
  value: unknown,
  { write, writer, where }: SpecialPlace & { readonly write: (fields: Fields) => void },
): void {
  const items = asList(value)
  if (items.length === 0) {
    writer.empty(name)
    return
  }
  writer.open(name)
  for (const item of items) {
    const fields = asFields(item)
    if (fields === undefined) lose(writer, `${where}[]`)
    else write(fields)
  }
  writer.close(name)
}

/** From 1.7 on an expression with more than a few attributes is an element of another name. */
function writeLicense(choice: Fields, writer: TreeWriter): void {
  const license = asFields(choice.license)
  if (license !== undefined) {
    writeObject('license', license, { type: 'license', writer })
    return
  }
  const isDetailed = ['expressionDetails', 'licensing', 'properties'].some((key) => key in choice)
  if (isDetailed) writeObject('expression-detailed', choice, { type: 'expressionDetailed', writer })
  else writeObject('expression', choice, { type: 'expression', writer })
}

function writeTools(name: string, value: unknown, writer: TreeWriter): void {
  const groups = asFields(value)
  if (groups === undefined) {
    writeWrapped(name, asList(value), { item: 'tool', of: 'tool', writer })
    return
  }
  writer.open(name)
  for (const item of ['component', 'service']) {
    const list = groups[`${item}s`]
    if (list !== undefined) writeWrapped(`${item}s`, asList(list), { item, of: item, writer })
  }
  writer.close(name)
}

function writeDependency(entry: Fields, writer: TreeWriter): void {
  const attributes = [['ref', toText(entry.ref)]] as const
  const dependsOn = entry.dependsOn === undefined ? [] : asList(entry.dependsOn)
  const provides = entry.provides === undefined ? [] : asList(entry.provides)
  if (dependsOn.length + provides.length === 0) {
    writer.empty('dependency', attributes)
    return
  }
  writer.open('dependency', attributes)
  for (const ref of dependsOn) writer.empty('dependency', [['ref', toText(ref)]])
  for (const ref of provides) writer.empty('provides', [['ref', toText(ref)]])
  writer.close('dependency')
}

const classified: ReadonlySet<string> = new Set(['flow', 'classification'])

/** All of one service in one form: the bare one, unless a flow says more than its class. */
function writeServiceData(name: string, value: unknown, place: SpecialPlace): void {
  const { writer } = place
  const items = asList(value).map((item) => asFields(item) ?? {})
  const isBare = items.every((item) => Object.keys(item).every((key) => classified.has(key)))
  const classify = (item: Fields): void => {
    writer.leaf('classification', toText(item.classification), [['flow', toText(item.flow)]])
  }
  writeList(name, value, {
    ...place,
    write: (item) => {
      if (isBare) classify(item)
      else {
        const head = item.classification === undefined ? undefined : (): void => classify(item)
        const common = { type: 'dataflow', writer, besides: classified }
        writeObject('dataflow', item, head === undefined ? common : { ...common, head })
      }
    },
  })
}

function writeDataset(item: Fields, writer: TreeWriter): void {
  if (item.ref === undefined) writeObject('dataset', item, { type: 'componentData', writer })
  else writer.leaf('ref', toText(item.ref))
}

function writeVariables(name: string, items: readonly unknown[], writer: TreeWriter): void {
  if (items.length === 0) {
    writer.empty(name)
    return
  }
  writer.open(name)
  for (const item of items) {
    if (typeof item === 'string') writer.leaf('value', item)
    else writeValue('environmentVar', item, { of: 'property', writer })
  }
  writer.close(name)
}

function writePatent(item: Fields, writer: TreeWriter): void {
  const type = item.familyId === undefined ? 'patent' : 'patentFamily'
  writeObject(type, item, { type, writer })
}

/** JSON has no word for what a party is: one with members of people only is a person. */
function writeParty(
  name: string,
  party: unknown,
  { person, writer }: { person: string; writer: TreeWriter },
): void {
  const fields = asFields(party)
  writer.open(name)
  if (fields === undefined) writer.leaf('ref', toText(party))
  else if ('email' in fields || 'phone' in fields) writeObject(person, fields, { type: 'contact', writer })
  else writeObject('organization', fields, { type: 'organization', writer })
  writer.close(name)
}

/** A bare reference until 1.6, and where it is one still. */
function writeTransform(name: string, value: unknown, writer: TreeWriter): void {
  if (typeof value === 'string') writer.leaf(name, value)
  else writeValue(name, value, { of: 'transform', writer })
}
