/** Copies a text and says so; the name of the button tells what it copies. */
import { shellWords } from '@occtet/ui'
import { useState } from 'react'
import { announce } from '../app/announce.ts'
import { useWords } from '../app/language.tsx'
import { Button } from './button.tsx'

export interface CopyButtonProps {
  readonly text: string
  /** What stands on it; "Copy" where absent. */
  readonly label?: string
  /** What readers hear where many stand in one list: "Copy title". Holds the word that stands on it. */
  readonly name?: string
}

export function CopyButton({ text, label, name }: CopyButtonProps) {
  const t = useWords(shellWords)
  const [isCopied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    announce(t('copy.done'))
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <Button
      tone="text"
      {...(name === undefined || isCopied ? {} : { 'aria-label': name })}
      onPress={() => void copy()}
    >
      {isCopied ? t('copy.done') : (label ?? t('copy.copy'))}
    </Button>
  )
}
