import { spendOne } from '../ledger';
import type { Contact } from '../model';
import { ApiRefusal, ok, readJson, textField, type ApiAnswer, type ApiCall } from './api-call';
import { readCustomBody } from './custom-body';
import { findCitizen } from './user';

const SPOKE_LATELY_MS = 30_000;
const TYPING_SHOWN_MS = 15_000;

/** 发送客服消息 (api_sendcustommessage): 5 for 48 hours after a message, 3 for a minute after an event. */
export function sendCustomMessage(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const { unit } = call.account;
  const shown = readCustomBody(body, {
    hasMedia: (mediaId) => call.media.belongsTo(unit, mediaId),
    hasDraft: (id) => call.world.library(unit).drafts.some((draft) => draft.mediaId === id),
  });
  const contact = findReceiver(call, body);
  const spending = spendOne(contact.ledger, call.world.now());
  if (spending.kind === 'closed') {
    throw new ApiRefusal(45015, 'response out of time limit or subscription is canceled');
  }
  if (spending.kind === 'used_up') throw new ApiRefusal(45047, 'out of response count limit');
  call.world.updateContact(contact, { ledger: spending.ledger });
  call.world.live.publish(contact.phone, { type: 'typing', unit: contact.unit, until: 0 });
  call.world.append(contact, 'account', shown);
  return ok;
}

const typingUntil = new WeakMap<Contact, number>();

/** 客服输入状态 (custom/typing): shown for at most 15 seconds, to someone who wrote in the last 30. */
export function setTyping(call: ApiCall): ApiAnswer {
  const body = readJson(call.request);
  const command = body['command'];
  if (command !== 'Typing' && command !== 'CancelTyping') {
    throw new ApiRefusal(45072, 'command field must be in ["Typing", "CancelTyping"]');
  }
  const contact = findReceiver(call, body);
  const now = call.world.now();
  if (now - contact.lastExchangeAt > SPOKE_LATELY_MS) {
    throw new ApiRefusal(45080, 'not msg in last 30s');
  }
  if (command === 'Typing' && (typingUntil.get(contact) ?? 0) > now) {
    throw new ApiRefusal(45081, 'already in typing');
  }
  const until = command === 'Typing' ? now + TYPING_SHOWN_MS : 0;
  typingUntil.set(contact, until);
  call.world.live.publish(contact.phone, { type: 'typing', unit: contact.unit, until });
  return ok;
}

function findReceiver(call: ApiCall, body: Record<string, unknown>): Contact {
  const contact = findCitizen(call, textField(body, 'touser'));
  if (!contact.following) throw new ApiRefusal(43004, 'require subscribe');
  if (contact.blocked) throw new ApiRefusal(43019, 'user is in the blacklist');
  return contact;
}
