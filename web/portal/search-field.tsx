import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { TextField } from '../ui/index.ts'

export type SearchFieldProps = {
  label: string
  placeholder: string
  /** What is searched for now; it stands in the address. */
  value: string
  onSearch: (text: string) => void
  className?: string
}

/** What is typed is searched for when the hand rests. */
export function SearchField({ label, placeholder, value, onSearch, className }: SearchFieldProps) {
  const [text, setText] = useState(value)
  // An address that changes by itself ("back", "show all") wins over what stands here.
  useEffect(() => setText((before) => (before.trim() === value ? before : value)), [value])
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => onSearch(text.trim()), 200)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only what is typed starts a search
  }, [text])
  return (
    <TextField
      type="search"
      label={label}
      hideLabel
      placeholder={placeholder}
      value={text}
      onChange={setText}
      before={<Search aria-hidden className="size-4" />}
      {...(className ? { className } : {})}
    />
  )
}
