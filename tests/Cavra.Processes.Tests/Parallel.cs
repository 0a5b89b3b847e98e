// These tests start real processes and kill them: they have the machine for themselves, three fixtures at a time.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
