comment on table problems is
    'A row is one programming problem as its source gives it, with what is known of its tests and its difficulty.';
comment on column problems.problem_key is
    'Id of the problem: 16 hex digits over the statement, starter code, limits, test cases and a stated checker.';
comment on column problems.dataset is 'Name of the dataset that the problem comes from.';
comment on column problems.config is 'Name of the part of the dataset; default where it has one part only.';
comment on column problems.split is 'What the problem is for: train, valid or test.';
comment on column problems.native_id is 'Name of the problem in its dataset.';
comment on column problems.title is 'Title of the problem; empty where the source gives none.';
comment on column problems.statement is 'What is asked, as the source words it.';
comment on column problems.language is 'Language of the statement: en or zh.';
comment on column problems.native_difficulty is
    'Difficulty in the words of the source, such as a letter or EASY. Null means that it says nothing.';
comment on column problems.cf_rating is
    'Difficulty on the scale of Codeforces as the source states it. Null means that it states none.';
comment on column problems.contest_date is
    'Day of the contest that the problem was set in. Null means that it is not known.';
comment on column problems.time_limit_s is
    'CPU time that a program may take for one test case, in seconds. Null means that the limit of the judge holds.';
comment on column problems.memory_limit_mb is
    'Memory that a program may take, in MiB. Null means that the limit of the judge holds.';
comment on column problems.io_mode is
    'How a program is fed: stdin, function or file; those that read files cannot be judged.';
comment on column problems.tags is 'Topics that the source gives the problem, such as dp; empty where it gives none.';
comment on column problems.starter_code is 'Code that a solution begins from. Null means that there is none.';
comment on column problems.extra is 'Other columns of the source that are worth keeping, as text by name.';
comment on column problems.duplicate_of is
    'The better problem that this one repeats, to a run in C++: a key of problems. Null means that it repeats none.';
comment on column problems.trust is
    'How far its tests are trusted: replayed, statement_samples_only or quarantined. Null means that nothing was found for or against them.';
comment on column problems.bucket is 'Difficulty in one word: easy, medium, hard or unrated.';
comment on column problems.checker is
    'How outputs are compared: the name of a checker, or the C++ of one. Null, in older rows, means tokens; of mathematics, that math-verify compares.';
comment on column problems.answer_language is
    'What an answer is written in, which decides who judges it: c++, python or mathematics. Null, in older rows, means c++. What says c++ a run may ask in python as well.';
comment on column problems.function is
    'Name of the function that a solution defines and the judge calls. Null means that programs read standard input or, of a functional problem, that it cannot be judged: why_not_judged in extra says why.';
comment on column problems.standard is
    'C++ standard that its programs are compiled with, as g++ takes it after -std. Null means that judge.standard says.';
comment on column problems.float_output is
    'Whether the expected outputs hold decimal numbers. Null, in older rows, means that nobody looked.';
comment on column problems.many_answers_stated is
    'Whether the statement accepts any of several answers. Null, in older rows, means that nobody looked.';
comment on column problems.stated_trust is
    'Trust as the source earns it, before any replay. Null means that the source gives no reason to doubt its tests.';
comment on column problems.prior_rating is
    'Difficulty by what the source says, on the scale of Codeforces. Null means that it says nothing.';
comment on column problems.prior_source is
    'What prior_rating was read from: rating, letter, word or contest. Null means that there is no prior, or that the row is older.';
comment on column problems.measured_tier is
    'Difficulty as the chosen base models met the problem: easy, medium or hard. Null means that it was not measured.';
