import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { ifMatch } from '@/api/client';
import type { LibraryChannelInput, LibraryRecordView } from '@/api/gen';
import { libraryRecordsAddChannelMutation } from '@/api/gen/@tanstack/react-query.gen';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useLibraryText } from '../i18n';

interface Props {
  record: LibraryRecordView;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}

/** Log where else the outcome was made known, with date and link (6.3.1). */
export function ChannelDialog({ record, onClose, onDone }: Props) {
  const t = useLibraryText();
  const { form, rest, show } = useProblemForm<LibraryChannelInput>();
  const add = useMutation({
    ...libraryRecordsAddChannelMutation(),
    onError: show,
    onSuccess: onDone,
  });
  return (
    <Modal
      open
      title={t('addChannel')}
      okText={t('addChannel')}
      cancelText={t('cancel')}
      confirmLoading={add.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t('channelHint')}</p>
      <Form<LibraryChannelInput>
        form={form}
        layout="vertical"
        onFinish={(values) => {
          show(null);
          const body = { ...values, url: values.url ?? '', on: values.on || null };
          add.mutate({ path: { record_id: record.id }, headers: ifMatch(record.version), body });
        }}
      >
        <Form.Item name="name" label={t('channelName')} rules={[{ required: true }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="url" label={t('channelUrl')}>
          <Input type="url" maxLength={500} placeholder="https://" />
        </Form.Item>
        <Form.Item name="on" label={t('channelOn')}>
          <Input type="date" />
        </Form.Item>
      </Form>
      <ProblemAlert error={rest} />
    </Modal>
  );
}
