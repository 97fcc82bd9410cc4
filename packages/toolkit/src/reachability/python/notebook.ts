/** The code cells of a Jupyter notebook as one Python text (nbformat 4). */
import { isTable } from '../javascript/loose-json.ts'
import { parseJson } from '../../base/index.ts'

export interface NotebookText {
  readonly text: string
  /** 1-based line in the file of each line of the text. */
  readonly lines: readonly number[]
}

/** Undefined where the file is no notebook. */
export function readNotebook(file: string): NotebookText | undefined {
  const parsed = parseJson(file)
  const cells = parsed.ok && isTable(parsed.value.value) ? parsed.value.value['cells'] : undefined
  if (!Array.isArray(cells)) return undefined
  const source = cells.flatMap((cell) =>
    isTable(cell) && cell['cell_type'] === 'code' ? linesOf(cell['source']) : [],
  )
  let from = 0
  const lines = source.map((line) => {
    const at = file.indexOf(JSON.stringify(line).slice(1, -1), from)
    if (at >= 0) from = at
    return at
  })
  return {
    text: source.map((line) => (/^\s*[%!?]/.test(line) ? '' : line)).join('\n'),
    lines: toLines(file, lines),
  }
}

function linesOf(source: unknown): readonly string[] {
  if (typeof source === 'string') return [...source.split('\n'), '']
  const lines = Array.isArray(source) ? source.filter((line) => typeof line === 'string') : []
  return [...lines.map((line) => line.replace(/\r?\n$/, '')), '']
}

/** Offsets, of which none is below one before it, to lines; those not found take the last one. */
function toLines(file: string, offsets: readonly number[]): readonly number[] {
  let line = 1
  let at = 0
  return offsets.map((offset) => {
    for (; at < offset; at++) if (file.charCodeAt(at) === 0x0a) line++
    return line
  })
}
