/** All files of one paper: the same writers, names and bytes as `occtet documents create`. */
import { writePaperDocx, writePaperPdf } from '@occtet/toolkit/adapters'
import { sha256Hex } from '@occtet/toolkit/base'
import { type Paper, writePaperHtml, writePaperJson, writePaperMarkdown } from '@occtet/toolkit/documents'
import type { PaperFileRow } from '../db/tables/papers.ts'

export interface RenderedFile {
  readonly format: PaperFileRow['format']
  readonly name: string
  readonly bytes: Uint8Array
  readonly sha256: string
}

export interface Rendered {
  readonly files: readonly RenderedFile[]
  /** Of the PDF. */
  readonly digest: string
  /** Characters that the fonts of the PDF lack. */
  readonly replaced: number
}

export async function renderPaper(paper: Paper): Promise<Rendered> {
  const pdf = await writePaperPdf(paper)
  const docx = await writePaperDocx(paper)
  const name = (format: string): string => `${paper.id}.${paper.language}.${format}`
  const files = [
    toFile('html', name('html'), writePaperHtml(paper)),
    toFile('pdf', name('pdf'), pdf.bytes),
    toFile('docx', name('docx'), docx.bytes),
    toFile('md', name('md'), writePaperMarkdown(paper)),
    toFile('json', name('json'), writePaperJson(paper)),
    ...(paper.publication === undefined
      ? []
      : [toFile('publication', paper.publication.fileName, paper.publication.text)]),
  ]
  return { files, digest: sha256Hex(pdf.bytes), replaced: pdf.replaced }
}

function toFile(format: RenderedFile['format'], name: string, content: string | Uint8Array): RenderedFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { format, name, bytes, sha256: sha256Hex(bytes) }
}

/** What a browser may be told that a file is; nothing of it is ever run. */
export function mediaOf(format: RenderedFile['format'], name: string): string {
  switch (format) {
    case 'html':
      return 'text/html; charset=utf-8'
    case 'pdf':
      return 'application/pdf'
    case 'docx':
      return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    case 'md':
      return 'text/markdown; charset=utf-8'
    case 'json':
      return 'application/json'
    case 'publication':
      return name.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8'
    default:
      return format satisfies never
  }
}
