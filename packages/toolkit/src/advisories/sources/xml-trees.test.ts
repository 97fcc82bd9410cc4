/** Elements that are wanted, and nothing else: comments, prefixes, entities and damage. */
import { describe, expect, test } from 'vitest'
import { childrenOf, textOf, visitXmlTrees, type XmlTree } from './xml-trees.ts'

/** Undefined for what is no XML. */
function read(text: string): readonly XmlTree[] | undefined {
  const found: XmlTree[] = []
  const isWhole = visitXmlTrees(text, { isWanted: (name) => name === 'a', visit: (tree) => found.push(tree) })
  return isWhole ? found : undefined
}

describe('visitXmlTrees', () => {
  test('outermost elements, without prefixes; what is inside stays inside', () => {
    const trees = read('<r><!-- <a/> --><p:a x:id="1">t <a>u</a>\n v</p:a><b><a id="2"/></b></r>')
    expect(trees?.map(({ attributes, text }) => [attributes.get('id'), text])).toEqual([
      ['1', 't v'],
      ['2', ''],
    ])
    expect(childrenOf(trees?.[0], 'a').map(({ text }) => text)).toEqual(['u'])
    expect([textOf(trees?.[0], 'a'), textOf(trees?.[1], 'a'), textOf(undefined, 'a')]).toEqual([
      'u',
      undefined,
      undefined,
    ])
  })

  test('CDATA and the five entities are text', () => {
    expect(read('\uFEFF<a><![CDATA[<b>]]> &amp; &#65;</a>')?.[0]?.text).toBe('<b> & A')
  })

  test.each([
    ['nothing', ''],
    ['no end', '<r><a>'],
    ['two roots', '<a/><a/>'],
    ['crossed', '<r><a></r></a>'],
    ['an entity that is declared', '<!DOCTYPE r [<!ENTITY e "x">]><a>&e;</a>'],
    ['an entity that reads a file', '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'],
    ['too deep', `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`],
  ])('%s: no XML', (_what, text) => {
    expect(read(text)).toBeUndefined()
  })
})
