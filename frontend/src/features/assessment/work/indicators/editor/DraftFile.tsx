import { App, Button } from 'antd';
import { useRef } from 'react';
import { useEditorText } from '../../../i18n/indicatorEditor';
import { useIndicatorText } from '../../../i18n/indicators';
import { readTreeFile } from '../treeFile';
import { asTree } from './tree';
import type { Tree } from './tree';

/** A draft as a file of the same form as an export, to keep or to hand on. */
export function DraftFile({ tree, onOpen }: { tree: Tree; onOpen: (tree: Tree) => void }) {
  const t = useEditorText();
  const i = useIndicatorText();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const save = () => {
    const body = { format: 'hepabridge-indicator-tree/1', hash: '', tree };
    const url = URL.createObjectURL(
      new Blob([JSON.stringify(body, null, 1)], { type: 'application/json' }),
    );
    const link = document.createElement('a');
    link.href = url;
    link.download = `指标体系-${tree.id}-${tree.version}-草稿.json`;
    link.click();
    URL.revokeObjectURL(url);
  };
  const open = async (file: File | undefined) => {
    if (!file) return;
    const read = readTreeFile(await file.text());
    if (typeof read === 'string') void message.error(i(read));
    else onOpen(asTree(read.body.tree));
  };
  return (
    <>
      <Button onClick={save}>{t('saveFile')}</Button>
      <Button onClick={() => input.current?.click()}>{t('openFile')}</Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={t('openFile')}
        onChange={(event) => {
          void open(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </>
  );
}
