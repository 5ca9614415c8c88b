#!/bin/sh
# 在 Gitee 流水线、Jenkins 或内网的任何机器上，于仓库文件夹里运行（要完整克隆，不要浅克隆）：
#   sh ci/pipeline.sh review     合并请求：评审材料写进 review 文件夹，在合并请求里留一条评论
#   sh ci/pipeline.sh publish    main 分支：生成、核对、发布
# 请把 OWNER 换成 gongkai 仓库的所有者；内网写自己的地址。要设的环境变量见 gongkai 仓库的 ci/gongkai.sh 开头，例如
#   GITEE_TOKEN、GITEE_REPOSITORY（空间/仓库）、GITEE_PULL_NUMBER，私有部署另写 GITEE_API_URL；GONGKAI_PUBLISH_TO、GONGKAI_URL。
set -eu
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
git clone --quiet --depth 1 --branch "${GONGKAI_REF:-main}" "${GONGKAI_SOURCE:-https://gitee.com/OWNER/gongkai.git}" "$tools"
"$tools/ci/gongkai.sh" "$@"
