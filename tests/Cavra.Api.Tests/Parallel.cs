// Fixtures share the PostgreSQL server of the run and nothing else: each has databases of its own.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]
