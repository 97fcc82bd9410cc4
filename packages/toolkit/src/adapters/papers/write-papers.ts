/** Papers as PDF and DOCX; each form's library and fonts are loaded when a paper is written, never at start-up. */
import type { Paper } from '../../documents/index.ts'

export interface BinaryPaper {
  readonly bytes: Uint8Array
  /** Characters that the form's own fonts lack, written as code points; 0 where the reader's fonts are used. */
  readonly replaced: number
}

/** Tagged PDF (PDF/UA-1). The same paper gives the same bytes. */
export async function writePaperPdf(paper: Paper): Promise<BinaryPaper> {
  const { drawPaperPdf } = await import('./pdf/write-pdf.ts')
  return drawPaperPdf(paper)
}

/** Office Open XML (ECMA-376). The same paper gives the same bytes. */
export async function writePaperDocx(paper: Paper): Promise<BinaryPaper> {
  const { packPaperDocx } = await import('./docx/write-docx.ts')
  return { bytes: packPaperDocx(paper), replaced: 0 }
}
