import { expect, test } from 'vitest'
import { type ModelDraft, toDraft, toWish, wrongFields } from './model-draft.ts'

const draft: ModelDraft = {
  ...toDraft(undefined),
  url: ' http://127.0.0.1:11434/v1 ',
  name: 'mistral-small',
}

test('a new model asks each time, and nothing of the organisation is sent', () => {
  expect(toWish(draft)).toEqual({
    url: 'http://127.0.0.1:11434/v1',
    name: 'mistral-small',
    send: 'ask',
    sources: ['guidance', 'catalogue', 'questionnaire', 'documentation'],
    monthlyTokens: 200_000,
    timeoutSeconds: 120,
  })
})

test('a key is sent only where one was written, and taken away only where that was wished', () => {
  expect('key' in toWish(draft)).toBe(false)
  expect(toWish({ ...draft, key: 'secret' }).key).toBe('secret')
  expect(toWish({ ...draft, dropsKey: true, key: 'secret' }).key).toBe('')
})

test.each<[string, Partial<ModelDraft>, readonly string[]]>([
  ['everything', {}, []],
  ['no address', { url: '' }, ['url']],
  ['another scheme', { url: 'file:///etc/passwd' }, ['url']],
  ['no name', { name: ' ' }, ['name']],
  ['0 tokens', { tokens: '0' }, []],
  ['half a token', { tokens: '1.5' }, ['tokens']],
  ['nothing', { tokens: '' }, ['tokens']],
  ['too many tokens', { tokens: '1000000001' }, ['tokens']],
  ['no time', { timeout: '0' }, ['timeout']],
  ['too much time', { timeout: '601' }, ['timeout']],
])('%s', (_, change, wrong) => {
  expect(wrongFields({ ...draft, ...change })).toEqual(wrong)
})

test('what is set is shown as it is, without a key', () => {
  const model = {
    url: 'https://api.example.eu/v1',
    name: 'm',
    send: 'never' as const,
    sources: ['document' as const],
    monthlyTokens: 5,
    timeoutSeconds: 9,
    hasKey: true,
    tokensUsed: 3,
    setBy: 'An owner',
    setAt: '2026-11-23T10:00:00Z',
  }
  expect(toDraft(model)).toEqual({
    url: model.url,
    name: 'm',
    key: '',
    dropsKey: false,
    send: 'never',
    sources: ['document'],
    tokens: '5',
    timeout: '9',
  })
})
