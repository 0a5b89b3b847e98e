// These tests start real processes and kill them: they have the machine for themselves, four fixtures at a time.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]
