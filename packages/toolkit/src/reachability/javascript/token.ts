/** The shapes that the lexer works on. */

export type TokenKind = 'word' | 'string' | 'template' | 'part' | 'number' | 'regex' | 'jsx' | 'punct'

export interface Token {
  readonly kind: TokenKind
  /** Offsets in the text; quotes belong to it. */
  readonly start: number
  readonly end: number
  /** Whether an expression ends here: what follows is an operator, so `/` divides and `<` compares. */
  readonly ends: boolean
}

/** A bracket, template or tag that is open. */
export type Frame =
  | { readonly open: '(' | '[' | '{' | '`'; readonly isBlock: boolean }
  | {
      readonly open: 'tag' | 'children'
      readonly name: string
      /** Where the outermost tag began: all is as it was there when this is no tag. */
      readonly root: { readonly at: number; readonly tokens: number; readonly frames: number }
    }

export type TagFrame = Extract<Frame, { readonly name: string }>

export interface Lexer {
  readonly text: string
  readonly jsx: boolean
  at: number
  readonly tokens: Token[]
  readonly frames: Frame[]
  /** Offsets of `<` that begin no tag. */
  readonly failed: Set<number>
  /** Characters that were read in vain for them. */
  lost: number
  isSound: boolean
}
