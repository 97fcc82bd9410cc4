/** `occtet documents create ID [DIR]`: writes papers in the formats asked for; drafts unless a person releases them. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writePaperDocx, writePaperPdf } from '@occtet/toolkit/adapters'
import { sha256Hex } from '@occtet/toolkit/base'
import {
  buildPaper,
  checkPaper,
  findPaperKind,
  type Paper,
  type PaperInput,
  paperKinds,
  releasePaper,
  writePaperHtml,
  writePaperJson,
  writePaperMarkdown,
} from '@occtet/toolkit/documents'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatCreated } from '../format-papers.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import type { CreatedPaper, RefusedPaper, WrittenFile } from '../paper-results.ts'
import { gatherPaperInput } from '../papers-input.ts'
import { writeWhole } from '../write-whole.ts'
import { productIdOf } from '../case-product.ts'
import { paperEvents } from '../record/output-events.ts'
import { type Note, openRecorder } from '../record/recorder.ts'

interface Asked {
  readonly id: string
  readonly dir: string
}

/** Exit 2 when the one paper asked for is not for this product; exit 1 when it may not be released. Nothing is written then. */
export async function runDocumentsCreate(
  context: Context,
  asked: Asked,
  options: Options,
): Promise<ExitCode> {
  checkRelease(options)
  const kinds = asked.id === 'all' ? paperKinds : [findPaperKind(asked.id) ?? unknownPaper(asked.id)]
  const input = await gatherPaperInput(context, asked.dir, options)
  const refused: RefusedPaper[] = []
  const papers: Paper[] = []
  for (const kind of kinds) {
    const built = buildPaper(kind, input)
    if (built.ok) papers.push(release(built.value, input, options))
    else refused.push({ id: kind.id, ...built.error })
  }
  const [only] = refused
  if (asked.id !== 'all' && only !== undefined) throw refusal(only)
  const created: CreatedPaper[] = []
  const product = productIdOf(asked.dir)
  await openRecorder(context, { dir: asked.dir, id: product }).change(async (note) => {
    for (const paper of papers) {
      created.push(await writePaper(context, paper, { options, product: product ?? paper.product.id, note }))
    }
  })
  if (flagOption(options, 'json')) context.out(`${JSON.stringify({ papers: created, refused }, null, 1)}\n`)
  else context.out(formatCreated({ papers: created, refused }, Math.min(context.columns, 110)))
  return exitCodes.done
}

function checkRelease(options: Options): void {
  const by = textOption(options, 'by')?.trim() ?? ''
  if (!flagOption(options, 'release') || by !== '') return
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'RELEASE_WITHOUT_PERSON',
    message: '--release needs --by: a person releases a paper by name',
  })
}

function unknownPaper(id: string): never {
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'PAPER_UNKNOWN',
    message: `there is no paper ${id}`,
    hint: `Known: all, ${paperKinds.map((kind) => kind.id).join(', ')}.`,
  })
}

function refusal({ id, code, reason, article }: RefusedPaper): CommandFailure {
  const message = `${id}: ${reason} (${article})`
  return new CommandFailure({ exitCode: exitCodes.usage, code, message })
}

function release(paper: Paper, input: PaperInput, options: Options): Paper {
  if (!flagOption(options, 'release')) return paper
  const done = releasePaper(paper, { by: textOption(options, 'by') ?? '', at: input.generatedAt })
  if (done.ok) return done.value
  const names = done.error.missing.map((part) => `${part.label} (${part.where})`).join('; ')
  throw new CommandFailure({
    exitCode: exitCodes.gateFailed,
    code: done.error.code,
    message: `${done.error.message}: ${names}`,
    hint: 'Without --release it is written as a draft.',
  })
}

interface Writing {
  readonly options: Options
  readonly product: string
  readonly note: Note
}

async function writePaper(
  context: Context,
  paper: Paper,
  { options, product, note }: Writing,
): Promise<CreatedPaper> {
  const folder = textOption(options, 'out') ?? 'occtet-papers'
  mkdirSync(folder, { recursive: true })
  const files: WrittenFile[] = []
  const write = (name: string, format: string, content: string | Uint8Array): void => {
    const path = join(folder, name)
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const by = paper.state.kind === 'released' ? textOption(options, 'by') : undefined
    writeWhole(path, bytes, note(paperEvents({ product, paper, by, name, content: bytes })))
    files.push({ path, format, bytes: bytes.length, sha256: sha256Hex(bytes) })
  }
  for (const format of listOption(options, 'format')) {
    write(`${paper.id}.${paper.language}.${format}`, format, await render(context, paper, format))
  }
  if (paper.publication !== undefined)
    write(paper.publication.fileName, 'publication', paper.publication.text)
  const { missing, isComplete } = checkPaper(paper)
  return { id: paper.id, title: paper.title, state: paper.state.kind, isComplete, missing, files }
}

async function render(context: Context, paper: Paper, format: string): Promise<string | Uint8Array> {
  switch (format) {
    case 'html':
      return writePaperHtml(paper)
    case 'md':
      return writePaperMarkdown(paper)
    case 'json':
      return writePaperJson(paper)
    case 'docx':
      return (await writePaperDocx(paper)).bytes
    default: {
      const { bytes, replaced } = await writePaperPdf(paper)
      if (replaced > 0) {
        context.say(
          `${paper.id}: ${replaced} characters are not in the fonts of the PDF and stand there as code points; html, docx and md show them\n`,
        )
      }
      return bytes
    }
  }
}
