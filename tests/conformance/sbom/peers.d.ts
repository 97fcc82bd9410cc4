/** Types of a peer that ships none. */
declare module 'spdx-expression-parse' {
  export default function parse(expression: string): unknown
}
