import { useEffect, useId, useRef, useState } from 'react';
import { CloseIcon, SearchIcon } from './icons';
import { useUiText } from './text';
import s from './SearchBox.module.css';

interface Props {
  value: string;
  /** Called 120 ms after the last change, never while an input method is composing. */
  onSearch: (text: string) => void;
  placeholder: string;
  /** Search only on Enter (header, home page). */
  onSubmitOnly?: boolean;
  size?: 'large' | 'small';
  /** `/` puts the focus here. */
  slashKey?: boolean;
  delay?: number;
}

/** Search field that waits for the end of a pinyin composition. */
export function SearchBox(props: Props) {
  const {
    value,
    onSearch,
    placeholder,
    onSubmitOnly,
    size = 'large',
    slashKey,
    delay = 120,
  } = props;
  const t = useUiText();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [composing, setComposing] = useState(false);
  const [last, setLast] = useState(value);
  if (last !== value) {
    setLast(value);
    setText(value);
  }
  useEffect(() => {
    if (onSubmitOnly || composing || text === value) return;
    const timer = setTimeout(() => onSearch(text), delay);
    return () => clearTimeout(timer);
  }, [text, composing, value, onSearch, onSubmitOnly, delay]);
  useEffect(() => {
    if (!slashKey) return;
    const focus = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.isComposing) return;
      if (target.closest('input,textarea,select,[contenteditable]')) return;
      event.preventDefault();
      box.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, [slashKey]);
  return (
    <form
      role="search"
      aria-label={placeholder}
      className={`${s.search} ${s[size]}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (!composing) onSearch(text.trim());
      }}
    >
      <label htmlFor={id} className="vh">
        {placeholder}
      </label>
      <SearchIcon />
      <input
        ref={box}
        id={id}
        type="search"
        value={text}
        placeholder={placeholder}
        autoComplete="off"
        enterKeyHint="search"
        maxLength={200}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={(event) => {
          setComposing(false);
          setText(event.currentTarget.value);
        }}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !composing) setText('');
        }}
      />
      {text && !onSubmitOnly ? (
        <button type="button" aria-label={t('clearText')} onClick={() => setText('')}>
          <CloseIcon />
        </button>
      ) : (
        slashKey && <kbd aria-hidden>/</kbd>
      )}
    </form>
  );
}
