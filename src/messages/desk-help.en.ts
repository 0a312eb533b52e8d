/** Texts of the desk in English: help on every page and the tour of the practice space. */
export const deskHelpEn = {
  'help.open': 'Help',
  'help.of': 'Help: {$page}',
  'help.lead': 'Every page in plain words. The same texts open on each page under “Help”.',
  'help.keys': 'Keys of this page: press ?',
  'help.all': 'Help on all pages',
  'help.record': 'A record',
  'tour.offer': 'New here? A tour of six steps shows the road on invented practice data. Nothing real is touched.',
  'tour.start': 'Start the tour',
  'tour.later': 'Not now',
  'tour.label': 'Tour',
  'tour.step': 'Step {$n :number} of {$of :number}',
  'tour.next': 'Next step',
  'tour.back': 'Step back',
  'tour.end': 'End the tour',
  'tour.home': 'Back to “{$space}”',
  'tour.1': 'This is the practice space. Everyone in it is invented. Today shows what waits for a person.',
  'tour.2': 'Reports arrive under Signals. Try it: add one with “New signal”, then decide about it with a key.',
  'tour.3': 'Records hold who said what, on what evidence. Open one and add an account that disagrees: both stay.',
  'tour.4': 'Organisations speak together in Statements. The practice statement was co-signed with three keys.',
  'tour.5': 'Each demand stays open until a measurement says it is met. Two people decide, not one.',
  'tour.6':
    'Publications builds a folder that strangers can read and check. The tour ends here; Help is on every page.',
  'help.today.1': 'Today shows the road of the case from signal to response, and what needs a person now.',
  'help.today.2':
    'The list under the road is in order of harm: detained people and deadlines come before everything else.',
  'help.today.3': 'Each line is a link to the page where it can be done.',
  'help.today.4': 'The squares below are the demands of the statement. Their words say what happened, not how well.',
  'help.signals.1': 'Signals are what reached you and nobody has judged yet. None is deleted, whatever you decide.',
  'help.signals.2':
    'Go down the list with j and k. Press p to make a record of it, r to set it aside with a reason, l to look later.',
  'help.signals.3': 'Hints name signals of the same origin or place. They are never applied by themselves.',
  'help.signals.4': 'Every decision can be undone with z. The earlier decision stays in the history.',
  'help.records.1':
    'Records are what is documented here: events, people, figures, observations, and the sources behind them.',
  'help.records.2':
    'Filters on the left, words at the top, map and time line all narrow the same list. Its number is exact.',
  'help.records.3': 'A search can be saved under a name and found again here.',
  'help.records.4': 'Tick rows to tag or review many at once. One undo takes all of it back.',
  'help.record.1':
    "A record is the sum of what several speakers said about one thing. Nobody's account is written over.",
  'help.record.2': 'A value shows who says it, on what evidence, and how sure. Press e on a value to see its sources.',
  'help.record.3': 'Add your own account with a. Two people who disagree both stay.',
  'help.record.4': '“What the public would see” shows the published view, and why the rest is left out.',
  'help.figures.1':
    'A figure is a count that somebody published. It always stands with who counted, when, and of whom.',
  'help.figures.2': 'Counts of different counters are never joined by a line, added up or averaged.',
  'help.figures.3': 'A count that was withdrawn stays, struck through.',
  'help.figures.4': '“Copy line” gives a sentence that can be quoted without losing who said it.',
  'help.connectivity.1': "This page shows who was cut off, where and when. Each bar is one source's word.",
  'help.connectivity.2': 'Solid bars were measured, hatched ones reported, hollow ones are known only to the day.',
  'help.connectivity.3':
    'The grey bar is read from all accounts. Its grade and the rule stand below, with every start and end.',
  'help.connectivity.4': 'No observation does not mean that access was open.',
  'help.statements.1': 'A statement is what organisations say together, in up to three languages, with its demands.',
  'help.statements.2': 'Write the languages side by side. Mark the words of each demand in every language.',
  'help.statements.3': 'Freezing fixes the text by a hash. After that a change is a new statement, signed anew.',
  'help.statements.4': 'An organisation signs with its key, on any machine, by a file. Only a key says verified.',
  'help.demands.1': 'A demand stays open until it is measured as met. Words of the addressee alone move nothing.',
  'help.demands.2': 'Acts are listed in one plain word and are not graded.',
  'help.demands.3':
    'The program proposes a state, people decide. Met and breached need two people, each in a session of their own.',
  'help.demands.4': 'What happened against a demand is never taken back by what came later.',
  'help.deliveries.1': 'A delivery is what was handed to whom: a statement, a brief, a dossier, a request for a reply.',
  'help.deliveries.2': 'With a receipt the clock for an answer starts. Without one it does not, and the row says so.',
  'help.deliveries.3': 'When the reply date passes, the program proposes “no response” on the demands it carried.',
  'help.deliveries.4': 'The letter for a right of reply can be copied in three languages.',
  'help.publications.1':
    'An edition is a folder of plain pages that anyone can read and check without you, even from a USB stick.',
  'help.publications.2': 'Checks run before it is built. A stop cannot be overridden: mend the record or leave it out.',
  'help.publications.3': 'Look at the preview first. It is the very folder that will be published.',
  'help.publications.4':
    'A published copy cannot be called back. A correction or withdrawal is printed in the next edition.',
  'help.coalition.1':
    'A space is shared by organisations, each with its own node and keys. Nobody in the middle can read or change it.',
  'help.coalition.2':
    'To let somebody in: send an invitation, bring their answer here, hear their seven words by voice, admit them.',
  'help.coalition.3':
    'Notes travel by network or as a sealed file, written and read on this page. Each line says what a member lacks.',
  'help.coalition.4':
    '“Device seized” ends its rights at once and says whom to warn. What it has read stays with who holds it.',
  'help.people.1': 'Accounts belong to this node only. Each person signs in alone, so that a decision has a name.',
  'help.people.2': 'Invite with a link. The person chooses a passphrase and sets up a one-time code.',
  'help.people.3': 'Volunteers read, documenters write, reviewers decide, managers add people.',
  'help.people.4': 'Lock an account the moment a person leaves or a computer is lost.',
  'help.settings.1':
    'Your language, theme, keys and safety. They are kept by the node for your account, not by this browser.',
  'help.settings.2': 'The desk locks itself when nobody uses it. Unsaved text is kept, and comes back after unlocking.',
  'help.settings.3': "Hide replaces the page at once. It does not remove the browser's history.",
  'help.settings.4': 'Look at your sessions now and then, and end those you do not know.',
};
