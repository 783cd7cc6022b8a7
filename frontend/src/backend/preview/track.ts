/** One recorded topic: its state at the start, and what followed. */

/** An event's time in milliseconds and its data; `partial` data hold what differs from the event before. */
type RecordedEvent = [at: number, data: unknown, partial?: 1];
export type Recorded = { state: unknown; events: RecordedEvent[] };

type Place = { at: number; round: number };
export type PlayedFrame = {
  type: 'snapshot' | 'update';
  seq: number;
  epoch: string;
  data: unknown;
};

export class Track {
  private readonly recorded: Recorded;
  private done = 0;
  private seq = 0;
  private round = 0;
  private data: unknown;

  constructor(recorded: Recorded) {
    this.recorded = recorded;
    this.data = recorded.state;
  }

  /** The present state, as a subscriber gets it first. */
  begin(place: Place): PlayedFrame[] {
    if (place.round !== this.round) this.rewind(place.round);
    for (const event of this.due(place.at)) this.take(event);
    return [this.frame('snapshot')];
  }

  /** What has happened since it was asked last; a new round begins with its state. */
  next(place: Place): PlayedFrame[] {
    if (place.round !== this.round) return this.begin(place);
    return this.due(place.at).map((event) => {
      this.take(event);
      return this.frame('update');
    });
  }

  private due(at: number): RecordedEvent[] {
    const { events } = this.recorded;
    const from = this.done;
    while ((events[this.done]?.[0] ?? Number.POSITIVE_INFINITY) <= at) this.done += 1;
    return events.slice(from, this.done);
  }

  private take([, data, partial]: RecordedEvent): void {
    this.data = partial ? { ...(this.data as object), ...(data as object) } : data;
    this.seq += 1;
  }

  private rewind(round: number): void {
    this.round = round;
    this.done = 0;
    this.seq = 0;
    this.data = this.recorded.state;
  }

  private frame(type: PlayedFrame['type']): PlayedFrame {
    return { type, seq: this.seq, epoch: `round ${this.round}`, data: this.data };
  }
}
