// Rocket.Chat, an app: a message of an agent that should not leave is prevented, new or edited, and its writer reads why.
import {
    IAppAccessors,
    IConfigurationExtend,
    IHttp,
    ILogger,
    IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import { App } from '@rocket.chat/apps-engine/definition/App';
import { IMessage, IPreMessageSentPrevent, IPreMessageUpdatedPrevent } from '@rocket.chat/apps-engine/definition/messages';
import { IAppInfo } from '@rocket.chat/apps-engine/definition/metadata';
import { RoomType } from '@rocket.chat/apps-engine/definition/rooms';
import { SettingType } from '@rocket.chat/apps-engine/definition/settings';

const UNCHECKED = 'Not sent: nobody could check this message. Please try again.';

export class TactfulApp extends App implements IPreMessageSentPrevent, IPreMessageUpdatedPrevent {
    constructor(info: IAppInfo, logger: ILogger, accessors?: IAppAccessors) {
        super(info, logger, accessors);
    }

    /** Only conversations with customers are checked, and there only what agents write: a visitor has no user in Rocket.Chat. */
    public async checkPreMessageSentPrevent(message: IMessage): Promise<boolean> {
        const visitor = (message.room as { visitor?: { id?: string } }).visitor;
        return message.room.type === RoomType.LIVE_CHAT && message.sender.id !== visitor?.id;
    }

    /** `true` prevents. */
    public async executePreMessageSentPrevent(message: IMessage, read: IRead, http: IHttp): Promise<boolean> {
        const reason = await this.reasonToHold(message, read, http);
        if (reason === null) {
            return false;
        }
        const notifier = read.getNotifier();
        const notice = notifier.getMessageBuilder().setRoom(message.room).setText(reason).getMessage();
        // The answer carries no words of its own: a prevented message would vanish in silence.
        await notifier.notifyUser(message.sender, notice);
        return true;
    }

    public async checkPreMessageUpdatedPrevent(message: IMessage): Promise<boolean> {
        return this.checkPreMessageSentPrevent(message);
    }

    public async executePreMessageUpdatedPrevent(message: IMessage, read: IRead, http: IHttp): Promise<boolean> {
        return this.executePreMessageSentPrevent(message, read, http);
    }

    protected async extendConfiguration(configuration: IConfigurationExtend): Promise<void> {
        const common = { required: false, public: false, i18nDescription: '' };
        for (const setting of [
            { id: 'url', type: SettingType.STRING, packageValue: 'http://127.0.0.1:8787', i18nLabel: 'Address of tactful serve' },
            { id: 'token', type: SettingType.PASSWORD, packageValue: '', i18nLabel: 'Token, when the service asks for one' },
            { id: 'fail-open', type: SettingType.BOOLEAN, packageValue: false, i18nLabel: 'Let messages pass while the service is gone' },
        ]) {
            await configuration.settings.provideSetting({ ...common, ...setting });
        }
    }

    private async reasonToHold(message: IMessage, read: IRead, http: IHttp): Promise<string | null> {
        const settings = read.getEnvironmentReader().getSettings();
        const failOpen = await settings.getValueById('fail-open');
        try {
            const requests = texts(message).map((text) => ({ version: 1, stage: 'final', channel: 'chat', draft: { text, format: 'plain' } }));
            if (requests.length === 0) {
                return null;
            }
            const token = await settings.getValueById('token');
            const answer = await http.post(`${await settings.getValueById('url')}/v1/decide`, {
                headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
                content: JSON.stringify(requests),
                timeout: 2000,
            });
            const decision = answer.statusCode === 200 ? JSON.parse(answer.content ?? '') : {};
            if (decision.decision === 'send') {
                return null;
            }
            if (decision.decision === 'hold') {
                return `Not sent: ${decision.reasons[0] ?? 'no reason was given'}`;
            }
        } catch {
            // Told below.
        }
        return failOpen ? null : UNCHECKED;
    }
}

/** Every text of a message, those of its attachments too. */
function texts(message: IMessage): string[] {
    const attached = (message.attachments ?? []).flatMap(({ text, title }) => [text, title?.value]);
    return [message.text, ...attached].filter((text): text is string => !!text?.trim());
}
