"""`guanxi train`."""

from pathlib import Path
from typing import Annotated

import typer

from extract.errors import InputError
from graph.terminal import told


def train(  # noqa: PLR0913 -- each is an option of the command
    passages: Annotated[
        list[Path], typer.Argument(metavar="PASSAGES", help="Annotated passages: .txt files, or folders. 标注语料")
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="Folder for the new pipeline. 新管线的文件夹")
    ] = Path("model"),
    data: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Train from the beginning, with these corpora. 从头训练")
    ] = None,
    teacher: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="A pipeline to learn from beside them. 教师管线")
    ] = None,
    work: Annotated[Path, typer.Option(metavar="FOLDER", help="Folder for what the steps make. 中间结果")] = Path(
        "training"
    ),
    steps: Annotated[int | None, typer.Option(min=1, help="Batches of the recogniser. 训练步数")] = None,
    pretraining_steps: Annotated[int, typer.Option(min=1, help="Batches of the encoder. 预训练步数")] = 6700,
    seed: Annotated[int, typer.Option(help="Of everything random. 随机种子")] = 0,
) -> None:
    """Teach guanxi from annotated passages: a new pipeline for `guanxi build --pipeline FOLDER`.

    用标注语料训练：所得管线供 guanxi build --pipeline 使用。

    \b
    guanxi train my-passages/ --output my-model
    guanxi build articles/ --pipeline my-model
    guanxi train passages/ --data corpora/ --output model      from the beginning, about two hours
    guanxi train passages/ --data corpora/ --teacher my-model  learning from a model as well

    A passage is marked so (the whole markup is told in extract/training/passages/README.md):

    \b
    ## name-of-the-passage
    {Organization:o1|某某市总工会}{Position:t1|主席}{Person:p1|王小海}说……{o1|市总}……
    > p1 worksFor o1 role=主席

    Training needs more packages than reading: pip install "guanxi[train]" torch
    """  # noqa: D301 -- click's mark for lines that keep their breaks
    with told():
        try:
            from extract.training import corpora, recipe  # noqa: PLC0415 -- brings torch, which only training needs
        except ModuleNotFoundError as error:
            raise InputError(
                f'Training needs the package {error.name}. Install it: pip install "guanxi[train]" torch'
            ) from error
        files = [file for path in passages for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
        if missing := [str(file) for file in (files or passages) if not file.is_file()]:
            raise InputError(f"{', '.join(missing)}: no annotated passages here. Check the path.")
        if teacher is not None and data is None:
            raise InputError("--teacher: raw news is wanted, which the teacher reads. Name its folder with --data.")
        if teacher is not None and not (teacher / "guanxi_recognizer").is_dir():
            raise InputError(f"{teacher}: no pipeline of guanxi here. Check the path.")
        figures = recipe.train(
            list(corpora.read_genre(files)),
            output,
            data=data,
            work=work,
            teacher=teacher,
            pretraining_steps=pretraining_steps,
            steps=steps,
            seed=seed,
        )
        typer.echo("F1 on passages held out 留出语料上的 F1")
        for kind, f1 in figures.items():
            typer.echo(f"  {kind:<14}{f1:.3f}")
        typer.echo(f"written 已写入: {output}")
