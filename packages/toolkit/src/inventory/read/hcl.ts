/** Blocks of HCL as Terraform's files have them, found line by line: `TYPE "LABEL" {`, `name = "text"`, lists of texts. */

export interface HclBlock {
  readonly type: string
  readonly label: string
  /** 1-based. */
  readonly line: number
  /** Texts of `name = "text"` that stand directly in it; the first of a name counts. */
  readonly texts: ReadonlyMap<string, string>
  /** Texts that stand alone on their lines: members of its lists. */
  readonly items: readonly string[]
  /** Whether its closing bracket was found. */
  readonly isClosed: boolean
}

interface Open {
  readonly type: string
  readonly label: string
  readonly line: number
  readonly texts: Map<string, string>
  readonly items: string[]
  /** Brackets open inside it. */
  depth: number
}

/** Longer lines are not looked at. */
const maxLine = 2_000

/** Untrusted. Blocks with one label at the top of the file; expressions and here-documents are passed over. */
export function readHclBlocks(text: string): readonly HclBlock[] {
  const blocks: HclBlock[] = []
  let open: Open | undefined
  for (const { line, number } of codeLines(text)) {
    if (open === undefined) open = startBlock(line, number)
    else takeLine(open, line)
    if (open === undefined || open.depth > 0) continue
    blocks.push({ ...open, isClosed: true })
    open = undefined
  }
  if (open !== undefined) blocks.push({ ...open, isClosed: false })
  return blocks
}

interface Skipping {
  /** The word that ends a here-document. */
  end: string | undefined
  isComment: boolean
}

/** Lines without comments and here-documents. */
function codeLines(text: string): readonly { readonly line: string; readonly number: number }[] {
  const lines: { line: string; number: number }[] = []
  const skipping: Skipping = { end: undefined, isComment: false }
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.length > maxLine ? '' : raw.trim()
    if (!isSkipped(skipping, line)) lines.push({ line, number: index + 1 })
  }
  return lines
}

function isSkipped(skipping: Skipping, line: string): boolean {
  if (skipping.end !== undefined) {
    if (line === skipping.end) skipping.end = undefined
    return true
  }
  if (skipping.isComment || line.startsWith('/*')) {
    skipping.isComment = !line.includes('*/')
    return true
  }
  if (/^(?:#|\/\/|$)/.test(line)) return true
  skipping.end = /<<[-~]?(\w+)$/.exec(line)?.[1]
  return false
}

function startBlock(line: string, number: number): Open | undefined {
  const [, type, label] = /^(\w+)\s+"([^"]*)"\s*\{/.exec(line) ?? []
  if (type === undefined || label === undefined) return undefined
  return { type, label, line: number, texts: new Map(), items: [], depth: bracketsIn(line) }
}

function takeLine(open: Open, line: string): void {
  const [, name, value] = /^([\w-]+)\s*=\s*"([^"]*)"/.exec(line) ?? []
  const item = /^"([^"]*)",?$/.exec(line)?.[1]
  if (open.depth === 1 && name !== undefined && value !== undefined && !open.texts.has(name))
    open.texts.set(name, value)
  if (item !== undefined) open.items.push(item)
  open.depth += bracketsIn(line)
}

/** Opened less closed, outside of texts and comments. */
function bracketsIn(line: string): number {
  const plain = line.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/#.*$/, '')
  return (plain.match(/[{[(]/g)?.length ?? 0) - (plain.match(/[}\])]/g)?.length ?? 0)
}
