import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { keysAreTaken, TextField } from '../../ui/index.ts'
import { useUrlState } from '../../url-state.ts'
import { words } from './words.ts'

const PAUSE_MS = 200

/** A list's search: what is typed stands in the address as `q` once the typing pauses. "/" leads here. */
export function SearchBox({ placeholder }: { placeholder: string }) {
  const [{ q = '' }, setUrl] = useUrlState()
  const [typed, setTyped] = useState(q)
  const sent = useRef(q)
  const box = useRef<HTMLInputElement>(null)
  // Somebody went back, or followed a link: the box follows the address.
  useEffect(() => {
    if (q !== sent.current) setTyped(q)
    sent.current = q
  }, [q])
  useEffect(() => {
    if (typed.trim() === sent.current) return
    const timer = setTimeout(() => {
      sent.current = typed.trim()
      setUrl({ q: sent.current || null, open: null })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, setUrl])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || keysAreTaken(event.target)) return
      event.preventDefault()
      box.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <TextField
      ref={box}
      type="search"
      label={words.search}
      hideLabel
      placeholder={placeholder}
      value={typed}
      onChange={setTyped}
      before={<Search aria-hidden className="size-3.5" />}
      className="w-full sm:w-64"
    />
  )
}
