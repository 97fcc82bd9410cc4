/** JSX tags and their text for the lexer: what turns out to be no tag (a type parameter, say) is taken back. */
import type { Lexer, TagFrame } from './token.ts'

/** Wrong guesses of one file, and characters beside its length that may be read again for them. */
const mostFailures = 64
const mostLost = 10_000

function isSpent({ failed, lost, text }: Lexer): boolean {
  return failed.size >= mostFailures || lost > text.length + mostLost
}

const tagName = /<\s*([\w$.:\-\u0080-\uffff]*)/y
const typeParameter = /<\s*(?:const\s+)?[\w$]+\s*(?:,|=|extends\s+[^=>\s])/y

/** True when a tag was begun at `<`. */
export function mayTagStart(lexer: Lexer): boolean {
  const { text, at } = lexer
  if (!lexer.jsx || lexer.failed.has(at) || isSpent(lexer)) return false
  typeParameter.lastIndex = at
  if (typeParameter.test(text)) return false
  return beginTag(lexer, { at, tokens: lexer.tokens.length, frames: lexer.frames.length })
}

function beginTag(lexer: Lexer, root: TagFrame['root']): boolean {
  tagName.lastIndex = lexer.at
  const name = tagName.exec(lexer.text)?.[1]
  const next = lexer.text.charAt(tagName.lastIndex)
  if (name === undefined || (name === '' ? next !== '>' : /^[\d.:-]/.test(name))) return false
  lexer.frames.push({ open: 'tag', name, root })
  lexer.at = tagName.lastIndex
  return true
}

/** Goes back to before the open tag, if there is one, and lets `<` be an operator there. */
export function undoTag(lexer: Lexer): boolean {
  const tag = lexer.frames.findLast((frame) => frame.open === 'tag' || frame.open === 'children')
  if (tag === undefined || !('root' in tag)) return false
  const { at, tokens, frames } = tag.root
  lexer.lost += lexer.at - at
  lexer.at = at
  lexer.tokens.length = tokens
  lexer.frames.length = frames
  lexer.failed.add(at)
  if (isSpent(lexer)) lexer.isSound = false
  return true
}

const inTag = /[\s\w$.:=\-\u0080-\uffff]+/y
const typeArguments = /<[^<>(){};]{0,500}(?:<[^<>(){};]{0,200}>[^<>(){};]{0,200}){0,9}>/y
const tagEnd = /\/\s*>/y
const tagComment = /\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//y

/** One step among the attributes. */
export function stepTag(lexer: Lexer, tag: TagFrame): void {
  if (skip(lexer, inTag)) return
  switch (lexer.text.charAt(lexer.at)) {
    case '"':
    case "'":
      attributeText(lexer)
      return
    case '{':
      openExpression(lexer)
      return
    case '>':
      lexer.frames[lexer.frames.length - 1] = { ...tag, open: 'children' }
      lexer.at++
      return
    case '/':
      if (skip(lexer, tagEnd)) endElement(lexer, tag)
      else if (!skip(lexer, tagComment)) undoTag(lexer)
      return
    case '<':
      if (!skip(lexer, typeArguments) && !beginTag(lexer, tag.root)) undoTag(lexer)
      return
    default:
      undoTag(lexer)
  }
}

/** No escapes, and lines may end within (JSX, "JSXString"). */
function attributeText(lexer: Lexer): void {
  const { text, at } = lexer
  const close = text.indexOf(text.charAt(at), at + 1)
  if (close < 0) undoTag(lexer)
  else lexer.at = close + 1
}

function skip(lexer: Lexer, pattern: RegExp): boolean {
  pattern.lastIndex = lexer.at
  if (!pattern.test(lexer.text)) return false
  lexer.at = pattern.lastIndex
  return true
}

const special = /[<{}>]/g
const closing = /<\/\s*([\w$.:\-\u0080-\uffff]*)\s*>/y

/** One step in the text between tags, in which `>` and `}` may not stand bare. */
export function stepChildren(lexer: Lexer, tag: TagFrame): void {
  special.lastIndex = lexer.at
  const found = special.exec(lexer.text)
  if (found === null || found[0] === '}' || found[0] === '>') {
    undoTag(lexer)
    return
  }
  lexer.at = found.index
  if (found[0] === '{') openExpression(lexer)
  else if (lexer.text.charAt(found.index + 1) !== '/') {
    if (!beginTag(lexer, tag.root)) undoTag(lexer)
  } else {
    closing.lastIndex = found.index
    if (closing.exec(lexer.text)?.[1] !== tag.name) undoTag(lexer)
    else {
      lexer.at = closing.lastIndex
      endElement(lexer, tag)
    }
  }
}

function openExpression(lexer: Lexer): void {
  lexer.frames.push({ open: '{', isBlock: false })
  lexer.tokens.push({ kind: 'punct', start: lexer.at, end: lexer.at + 1, ends: false })
  lexer.at++
}

function endElement(lexer: Lexer, tag: TagFrame): void {
  lexer.frames.pop()
  if (lexer.frames.length !== tag.root.frames) return
  lexer.tokens.push({ kind: 'jsx', start: tag.root.at, end: lexer.at, ends: true })
}
