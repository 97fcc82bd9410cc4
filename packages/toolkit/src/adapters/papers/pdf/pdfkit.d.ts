/** The part of pdfkit 0.20 that we use; its community types lag behind in tagging and PDF/UA. */
// oxlint-disable max-params -- the shapes are pdfkit's
declare module 'pdfkit' {
  /** Structure element of a tagged PDF (ISO 32000-1, section 14.7.2). */
  export interface StructElement {
    /** A closure draws content that belongs to the element; it runs at once when the element is attached. */
    add(child: StructElement | (() => void)): StructElement
    end(): void
  }

  export interface TextOptions {
    readonly width?: number
    readonly height?: number
    readonly align?: 'left' | 'right' | 'center'
    readonly lineGap?: number
    readonly lineBreak?: boolean
    readonly underline?: boolean
    readonly continued?: boolean
  }

  export default class PDFDocument {
    constructor(options: Readonly<Record<string, unknown>>)
    x: number
    y: number
    readonly page: {
      readonly width: number
      readonly height: number
      readonly margins: { top: number; bottom: number; left: number; right: number }
    }
    readonly outline: { addItem(title: string): unknown }
    on(event: 'data', take: (chunk: Uint8Array) => void): this
    on(event: 'end', take: () => void): this
    on(event: 'error', take: (cause: Error) => void): this
    end(): void
    addPage(): this
    continueOnNewPage(): this
    bufferedPageRange(): { readonly start: number; readonly count: number }
    switchToPage(page: number): this
    registerFont(name: string, source: Uint8Array): this
    font(name: string): this
    fontSize(size: number): this
    fillColor(colour: string, opacity?: number): this
    fillOpacity(opacity: number): this
    strokeColor(colour: string): this
    lineWidth(width: number): this
    dash(length: number, options: { readonly space: number }): this
    undash(): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    rect(x: number, y: number, width: number, height: number): this
    stroke(): this
    fill(): this
    save(): this
    restore(): this
    rotate(angle: number, options: { readonly origin: readonly [number, number] }): this
    text(text: string, x: number, y: number, options?: TextOptions): this
    heightOfString(text: string, options?: TextOptions): number
    widthOfString(text: string): number
    struct(type: string, options?: Readonly<Record<string, unknown>>): StructElement
    addStructure(element: StructElement): this
    markContent(tag: 'Artifact', options: { readonly type: 'Pagination' | 'Layout' }): this
    endMarkedContent(): this
    link(
      x: number,
      y: number,
      width: number,
      height: number,
      url: string,
      options: Readonly<Record<string, unknown>>,
    ): this
  }
}
