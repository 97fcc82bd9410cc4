/** `occtet db show`: one flaw as all its records describe it together, or the records as they came. */
import type { StoredRecord } from '@occtet/toolkit/advisories'
import { showAdvisory } from '@occtet/toolkit/matching'
import { clockOf } from '../advisory-data.ts'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { missingRecord, withStore } from '../feddb-store.ts'
import { formatShown } from '../format-show.ts'
import { plain, plainLines } from '../layout.ts'
import { flagOption, type Options } from '../options.ts'
import { recordValue } from '../record-value.ts'

export function runShow(context: Context, id: string, options: Options): ExitCode {
  const { shown, records } = withStore(context, options, (store) => ({
    shown: showAdvisory(store, id, clockOf(context)()),
    records: store.recordsOf(id),
  }))
  if (records.length === 0) throw missingRecord(id)
  if (flagOption(options, 'raw')) context.out(formatRaw(records, flagOption(options, 'json')))
  else if (flagOption(options, 'json'))
    context.out(`${JSON.stringify({ ...shown, records: records.map(toValue) }, null, 1)}\n`)
  else context.out(formatShown(shown))
  return exitCodes.done
}

/** To be read; whoever wants every character as it came takes --json. */
function formatRaw(records: readonly StoredRecord[], isJson: boolean): string {
  const values = records.map(toValue)
  if (isJson) return `${JSON.stringify(values, null, 1)}\n`
  const texts = values.map(({ id, source, digest, record }) => {
    const text = typeof record === 'string' ? record : JSON.stringify(record, null, 2)
    return `${plain(`# ${id} from ${source}, sha256 ${digest}`)}\n${plainLines(text).trimEnd()}\n`
  })
  return texts.join('')
}

interface RecordValue {
  readonly source: string
  readonly id: string
  readonly format: string
  readonly digest: string
  /** The JSON value where the record is JSON, else its text. */
  readonly record: unknown
}

function toValue({ source, id, format, digest, text }: StoredRecord): RecordValue {
  return { source, id, format, digest, record: recordValue(text) }
}
