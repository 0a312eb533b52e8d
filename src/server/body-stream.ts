/** Bytes of a loop as the body of an answer: a browser that goes away ends the loop, and touches nothing else of the process. */

/**
 * Not `Readable.toWeb`: cancelled while its source is still written to, it destroys the source with an error that the source may
 * hand on to a stream nobody listens to. That would end the process.
 */
export function bodyStream(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const from = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await from.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await from.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
