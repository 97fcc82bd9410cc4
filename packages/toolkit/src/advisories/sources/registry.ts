/** The one list of source formats. A new one is a file beside this and a line here. */
import type { Sample, SourceFormat } from '../source-format.ts'
import { epss } from './epss.ts'
import { friendsofphp } from './friendsofphp.ts'
import { kev } from './kev.ts'
import { osv } from './osv.ts'
import { rubysec } from './rubysec.ts'

/** Asked in this order; OSV last, because others carry its words. */
const formats: readonly SourceFormat[] = [epss, friendsofphp, kev, rubysec, osv]

const byId: ReadonlyMap<string, SourceFormat> = new Map(formats.map((format) => [format.id, format]))

export function listFormats(): readonly SourceFormat[] {
  return formats
}

export function findFormat(id: string): SourceFormat | undefined {
  return byId.get(id)
}

/** Undefined where no format knows the file. */
export function recogniseFormat(sample: Sample): SourceFormat | undefined {
  return formats.find((format) => format.recognises(sample))
}
